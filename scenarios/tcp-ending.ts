// The container has sent everything and shut down its side, and its peer has not: the connection is in FIN_WAIT2 when
// it is dumped. Without --tcp-established the dump is refused. After the restore the peer answers and closes.
import {ending, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a TCP connection that the container has ended is answered after the restore',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#62': 'a connection that is being closed cannot be dumped',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
		has: ['inet-socket', 'lasting-network'],
		// CRIU opens a raw socket to restore a connection that was ended (CRIU soccr/soccr.c).
		capabilities: ['NET_RAW'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const peer = await container.listenOutside();
		await peer.pauses();
		const running = await container.start(ending(), {network: 'veth'});
		await running.reaches('fin-wait-2');
		await running.refusesWithoutTcpEstablished();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.resumes();
		await restored.allCameBack();
		await peer.isIntact();
	},
);
