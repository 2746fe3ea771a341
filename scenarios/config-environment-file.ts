// The file that CRIU_CONFIG_FILE names beats /etc/criu/default.conf: the runtime has to hand its environment on to CRIU.
// Guards containers/crun#1627: a value that nobody asked for beats this file too. No suite checks the documented order.
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the file that CRIU_CONFIG_FILE names beats default.conf',
	{
		locks: explicitLocks,
		told: 'nothing',
		reports: ['containers/crun#1627'],
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
