// /etc/criu/default.conf decides the lock when the runtime is not asked for one. It is the administrator’s only way to
// choose a lock under an engine, since no engine passes on a lock.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'default.conf decides when nothing is asked',
	{
		locks: explicitLocks,
		runtimes: ({hasLockFlag}) => hasLockFlag,
		told: 'nothing',
		reports: {
			'containers/crun#1627': 'a lock that nobody asked for beats default.conf',
			'containers/podman#24799': 'an administrator cannot choose a lock under podman',
		},
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(`network-lock ${method}`);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
