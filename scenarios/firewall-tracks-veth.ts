// The container's own firewall accepts established connections and drops the rest. A connection to a peer outside
// depends on it. The kernel tracks the connection in the network namespace, which outlives the container: neither dump
// nor restore may lose the entry.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a TCP connection behind a firewall that tracks connections survives',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#54': 'packets of a restored connection are not known to the connection tracking',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
		has: ['inet-socket', 'lasting-network', 'own-firewall'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const firewall = await running.setUpFirewall('nftables-conntrack');
		if (method === 'skip') await peer.pauses();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		if (method === 'skip') await peer.resumes();
		await restored.continuesCounting();
		await firewall.isUnchanged();
		await peer.isIntact();
	},
);
