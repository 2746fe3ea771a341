// A restore unlocks what the dump locked: the image says what that was, and no configuration and no flag can change it.
// Guards checkpoint-restore/criu#2550 (a lock that the restore did not find again stayed), containers/crun#1627.
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a restore unlocks by the method that the image records',
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#2550', 'containers/crun#1627'],
		skip: toolIsMissing,
	},
	async ({container, configure, method, runtime}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const other = another(method);
		await configure.defaultConf(other);
		const restored = await checkpoint.restore({lock: runtime === 'crun' ? other : undefined});
		restored.request.isAsAsked();
		restored.kernel.unlockedFrom(method);
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
