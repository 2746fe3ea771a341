// The flag overrides /etc/criu/default.conf. The option of one checkpoint must win over the setting for all
// checkpoints.
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the flag beats default.conf',
	{
		locks: explicitLocks,
		runtimes: ({hasLockFlag}) => hasLockFlag,
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
			'containers/crun#1627': 'the flag may beat default.conf, and nothing else may',
		},
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(`network-lock ${another(method)}`);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
