// A restore unlocks by the method that the image records; no configuration and no flag can change it.
// Another method would not find the lock, and the lock would stay.
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a restore unlocks by the method that the image records',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#2550': 'a restore that does not find the lock leaves it there',
			'containers/crun#1627': 'a lock that nobody asked for must not reach the restore',
		},
		skip: toolIsMissing,
	},
	async ({container, configure, method, runtime}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const other = another(method);
		await configure.defaultConf(`network-lock ${other}`);
		const restored = await checkpoint.restore({lock: runtime.hasLockFlag ? other : undefined});
		restored.kernel.unlockedFrom(method);
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
