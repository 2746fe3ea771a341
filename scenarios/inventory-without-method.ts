// An image that records no lock, as CRIU before 3.16 wrote it, is unlocked from iptables, and the log says so.
// Such an image was dumped under iptables, the only lock there was; a lock that stays cuts the container off.
import {another, counter, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an image without a recorded lock is unlocked from iptables',
	{
		locks: ['iptables'],
		reports: {
			'checkpoint-restore/criu#2828': 'a lock that nobody takes away cuts the container off',
		},
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		await checkpoint.forgetMethod();
		await configure.defaultConf(`network-lock ${another(method)}`);
		const restored = await checkpoint.restore();
		restored.kernel.unlockedFrom(method);
		restored.logSays('Network lock method not found in inventory image');
		restored.logSays('Falling back to iptables network lock method');
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
