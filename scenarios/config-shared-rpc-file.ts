// crun names runc.conf to CRIU where there is no crun.conf.
// A host that was set up for runc must behave the same under crun.
import {another, counter, explicitLocks, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'crun goes by runc.conf where there is no crun.conf',
	{
		locks: explicitLocks,
		runtimes: ({criuConfigs}) => criuConfigs.length > 1,
		told: 'nothing',
		reports: {
			'containers/crun#1892': 'crun names a configuration file to CRIU',
			'checkpoint-restore/criu#3051': '`network-lock` in runc.conf crashes CRIU before 4.2.1 under crun as well',
		},
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(`network-lock ${another(method)}`);
		await configure.sharedConfs(`network-lock ${method}`);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
