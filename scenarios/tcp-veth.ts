// A peer outside keeps sending while the container is gone: it notices a silence, and every byte comes back.
// This is what the lock is for. Under `skip` the kernel answers in the container’s place and resets the peer.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection to a peer outside survives',
	{
		locks: everyLock,
		core: true,
		reports: {
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		// Nothing holds packets back under `skip`: one that arrives while CRIU reads the socket's queue makes the dump fail
		// (`recv failed`, CRIU soccr/soccr.c), so the peer is silent just then.
		if (method === 'skip') await peer.pauses();
		const checkpoint = await running.checkpoint();
		if (method === 'skip') {
			await peer.resumes();
			await peer.wasReset();
		}
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		if (method !== 'skip') await peer.isIntact();
	},
);
