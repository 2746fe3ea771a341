// 32 connections survive, each with its own bytes.
// No runtime’s suite has more than one connection. For `skip` see tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'32 established TCP connections survive',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peers = await running.connectPeer({count: 32});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peers.isIntact();
	},
);
