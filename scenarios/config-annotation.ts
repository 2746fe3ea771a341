// The file that the annotation `org.criu.config` names overrides the runtime’s own files and default.conf. It is the
// only way to choose a lock for one container under an engine.
import {another, counter, explicitLocks, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the file that the annotation names beats the runtime’s own',
	{
		locks: explicitLocks,
		told: 'nothing',
		reports: {
			'checkpoint-restore/criu#3051':
				'`network-lock` in a configuration file that the runtime names crashes CRIU before 4.2.1',
			'containers/crun#1892': 'crun names a configuration file to CRIU',
			'containers/podman#24799': 'an engine cannot choose a lock for one container',
		},
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure, method}) => {
		const other = another(method);
		await configure.defaultConf(`network-lock ${other}`);
		await configure.sharedConfs(`network-lock ${other}`);
		await configure.ownConf(`network-lock ${other}`);
		const file = await configure.forAnnotation(`network-lock ${method}`);
		const running = await container.start(counter(), {criuConfig: file});
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
