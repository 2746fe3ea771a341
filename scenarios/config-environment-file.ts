// The file that CRIU_CONFIG_FILE names overrides /etc/criu/default.conf, as CRIU documents. It works only if the
// runtime passes its environment on to CRIU.
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the file that CRIU_CONFIG_FILE names beats default.conf',
	{
		locks: explicitLocks,
		told: 'nothing',
		reports: {
			'containers/crun#1627': 'a lock that nobody asked for beats every file',
		},
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(`network-lock ${another(method)}`);
		await configure.environment(`network-lock ${method}`);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
