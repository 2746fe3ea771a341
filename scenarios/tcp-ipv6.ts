// An established connection over IPv6 survives.
// iptables has a tool and rules of its own for IPv6. For `skip` see tcp-veth.
import {echoServerIpv6, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection over IPv6 survives',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#813': 'only the IPv6 tool fails',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServerIpv6(), {network: 'veth-ipv6'});
		const peer = await running.connectPeer({family: 'ipv6'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
