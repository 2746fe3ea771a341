// The container is gone for two seconds while its peer keeps sending. The peer hears nothing, its retransmissions are dropped
// again and again, and then every byte comes back.
// Guards checkpoint-restore/criu#2180 (nothing passes while dumped), cri-o/cri-o#4199. `skip` is for tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

const gap = 2000;

scenario(
	'an established TCP connection survives a gap of two seconds',
	{
		locks: ['iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#2180', 'cri-o/cri-o#4199'],
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
