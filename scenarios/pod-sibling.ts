// Two containers share a network namespace, as in a pod. While one is dumped the other's traffic is held too, and after the
// restore it goes on where it was: nothing lost. The report says for how long it stood still.
// Guards checkpoint-restore/criu#2180 (no ping from the sibling), criu#2828 (a container in the same pod lost its network), cri-o/cri-o#4199.
import {counter, echoServer, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

const held = 1000;

scenario(
	"a sibling's traffic stands still while its neighbour is dumped, and goes on after",
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#2180', 'checkpoint-restore/criu#2828', 'cri-o/cri-o#4199'],
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
