// The same over IPv6, for which iptables has a tool and rules of its own.
// Guards checkpoint-restore/criu#813 (ip6tables alone failed), containers/podman#24799. `skip` is for tcp-veth.
import {echoServerIpv6, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection over IPv6 survives',
	{
		locks: ['iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#813', 'containers/podman#24799'],
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
