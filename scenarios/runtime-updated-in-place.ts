// An update replaces the runtime while the container is dumped, and the container is restored where it was: the newer
// runtime reads the state and the image of the older one. The scenario’s id names the image that the older one comes from.
import {counter, isNoOlderRuntime, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the runtime is updated between dump and restore',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'containers/crun#1613': 'from this version on crun names a lock to CRIU, and a restore must not',
		},
		has: ['lasting-network'],
		destinations: 'every image',
		skip: subject => isNoOlderRuntime(subject) ?? toolIsMissing(subject),
	},
	async ({container}) => {
		const older = await container.ofOlderRuntime();
		const running = await older.start(counter(), {network: 'veth'});
		const attempts = running.attemptsFromOutside();
		const checkpoint = await running.checkpoint();
		const updated = await checkpoint.runtimeUpdated();
		const restored = await updated.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await attempts.areAnswered();
	},
);
