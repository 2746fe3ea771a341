// A peer outside has shut down its side and waits for the answer: the container's connection is in CLOSE_WAIT when it
// is dumped. Bytes that the container had read before the dump come back after the restore. For the host's network
// namespace see tcp-netns-host-half-closed.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a TCP connection whose peer has ended its side is answered after the restore',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#262': 'a container with a connection in CLOSE_WAIT cannot be dumped',
			'checkpoint-restore/criu#931': 'a connection in CLOSE_WAIT is dumped',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
		has: ['inet-socket', 'lasting-network'],
		// CRIU sends the peer's FIN to itself through a raw socket when it restores such a connection (CRIU soccr/soccr.c).
		capabilities: ['NET_RAW'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer({halfClosed: true});
		await running.refusesWithoutTcpEstablished();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.workloadAnswers();
		await peer.isIntact();
	},
);
