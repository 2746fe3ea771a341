// /etc/criu/default.conf decides when nothing is asked of the runtime: the administrator's only way to choose a lock under an
// engine, since none of them passes one on. For runc every explicit lock is asked for in this way (explicit-is-honoured).
// Guards containers/crun#1627 (a value that nobody asked for beats this file), containers/podman#24799.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'default.conf decides when nothing is asked',
	{
		locks: explicitLocks,
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1627', 'containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(method);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		restored.request.isAsAsked();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
