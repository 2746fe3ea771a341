// While the network is held, packets with CRIU’s own mark pass, and others do not.
// Without its own packets CRIU cannot repair a connection; no runtime’s tests look at this.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a network that is held lets CRIU's own packets pass",
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#1035': 'iptables-restore fails: the kernel has no `mark` match',
			'lxc/lxc#3273': 'iptables-restore fails under LXC: the kernel has no `mark` match',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const {marked, unmarked} = await running.attemptsFromInside();
		await unmarked.areAnswered();
		const checkpoint = await running.checkpoint();
		await marked.areAnswered();
		if (method === 'skip') await unmarked.areAnswered();
		else await unmarked.areDropped();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await unmarked.areAnswered();
	},
);
