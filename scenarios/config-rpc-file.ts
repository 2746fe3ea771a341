// The configuration file that a runtime names to CRIU overrides the flag and default.conf; crun.conf comes first.
// Administrators set up a host in this file, and CRIU before 4.2.1 crashes on a lock in it.
import {another, counter, explicitLocks, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the runtime’s own configuration file beats the flag and default.conf',
	{
		locks: explicitLocks,
		told: 'nothing',
		reports: {
			'checkpoint-restore/criu#3051':
				'`network-lock` in a configuration file that the runtime names crashes CRIU before 4.2.1',
			'containers/crun#1892': 'crun names a configuration file to CRIU',
		},
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure, method, runtime}) => {
		const other = another(method);
		await configure.defaultConf(`network-lock ${other}`);
		await configure.sharedConfs(`network-lock ${other}`);
		await configure.ownConf(`network-lock ${method}`);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint({lock: runtime.hasLockFlag ? other : undefined});
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
