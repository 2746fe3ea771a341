// A peer outside keeps sending while the container is gone. Under a lock it never notices more than a silence: every byte
// comes back once and in order. Under `skip` the kernel answers for the missing socket, and the peer is reset, as CRIU documents.
// Guards containers/podman#24799, checkpoint-restore/criu#2650 (runc, external network namespace), criu#2828, cri-o/cri-o#4199.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection to a peer outside survives',
	{
		locks: everyLock,
		core: true,
		reports: ['checkpoint-restore/criu#2650', 'cri-o/cri-o#4199', 'containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		// Nothing holds packets back under `skip`: one that arrives while CRIU reads the socket's queue makes the dump fail
		// (`recv failed`, CRIU soccr/soccr.c), so the peer is silent just then.
		if (method === 'skip') await peer.pauses();
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.lockedBy(method);
		if (method === 'skip') {
			await peer.resumes();
			await peer.wasReset();
		}
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		if (method !== 'skip') await peer.isIntact();
	},
);
