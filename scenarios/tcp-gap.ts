// A peer keeps sending for two seconds while the container is gone, hears nothing, and gets every byte back.
// The lock has to outlast retransmissions. For `skip` see tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

const gap = 2000;

scenario(
	'an established TCP connection survives a gap of two seconds',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#2180': 'no ping passes while the container is dumped (as designed)',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		await checkpoint.staysDumpedFor(gap);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntactAfterSilence(gap);
	},
);
