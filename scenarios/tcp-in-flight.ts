// Bytes that the container had not read, or that were not acknowledged, survive the dump: none is lost or doubled.
// The lock must stop the network before CRIU reads the queues. For `skip` see tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'data in flight at the moment of the dump survives',
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
		const peer = await running.connectPeer({deaf: true});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
