// While one container of a pod is dumped, its sibling’s traffic stands still, then goes on without loss.
// The report says for how long the traffic stood still.
import {counter, echoServer, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

const held = 1000;

scenario(
	"a sibling's traffic stands still while its neighbour is dumped, and goes on after",
	{
		locks: explicitLocks,
		smoke: true,
		reports: {
			'checkpoint-restore/criu#2180': 'no ping passes while the container is dumped (as designed)',
			'checkpoint-restore/criu#2828': 'another container of the same pod loses its network',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const dumped = await container.start(counter(), {network: 'veth'});
		const sibling = await container.start(echoServer(), {network: 'veth', id: 'sibling'});
		const peer = await sibling.connectPeer();
		const checkpoint = await dumped.checkpoint();
		await checkpoint.staysDumpedFor(held);
		await sibling.keepsCounting();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await sibling.hasNoLock();
		if (method === 'skip') await peer.isIntact();
		else await peer.isIntactAfterSilence(held);
	},
);
