// The file that CRIU_CONFIG_FILE names beats /etc/criu/default.conf: the runtime has to hand its environment on to CRIU.
// Guards the order in CRIU's Documentation/criu.txt, which no suite checks for this option; there is no report.
import {another, counter, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the file that CRIU_CONFIG_FILE names beats default.conf',
	{
		locks: ['iptables', 'nftables', 'skip'],
		told: 'nothing',
		reports: [],
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(another(method));
		await configure.environment(method);
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
