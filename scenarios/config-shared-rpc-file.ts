// crun hands CRIU runc's file when it has none of its own, so a host that was set up for runc behaves the same under crun.
// Guards containers/crun#1892, checkpoint-restore/criu#3051 (such a host makes CRIU before 4.2.1 crash under crun as well).
import {another, counter, explicitLocks, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'crun goes by runc.conf where there is no crun.conf',
	{
		locks: explicitLocks,
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1892', 'checkpoint-restore/criu#3051'],
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(another(method));
		const file = await configure.runcConf(method);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.namesFile(file);
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
