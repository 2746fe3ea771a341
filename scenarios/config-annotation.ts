// The file that the container's annotation org.criu.config names beats the runtime's own files and default.conf: it is the one
// way to choose a lock for one container under an engine.
// Guards checkpoint-restore/criu#3051, containers/crun#1892, containers/podman#24799.
import {another, counter, explicitLocks, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the file that the annotation names beats the runtime’s own',
	{
		locks: explicitLocks,
		told: 'nothing',
		reports: ['checkpoint-restore/criu#3051', 'containers/crun#1892', 'containers/podman#24799'],
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure, method}) => {
		const other = another(method);
		await configure.defaultConf(other);
		await configure.runcConf(other);
		await configure.crunConf(other);
		const file = await configure.forAnnotation(method);
		const running = await container.start(counter(), {criuConfig: file});
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
