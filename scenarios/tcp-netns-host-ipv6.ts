// In the host’s network namespace a connection over IPv6 is locked and survives as one over IPv4 does.
// iptables has a tool and rules of its own for IPv6, nftables a set. For `skip` see tcp-veth.
import {echoServerIpv6, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"an established TCP connection over IPv6 in the host's network namespace survives",
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
			'checkpoint-restore/criu#813': 'only the IPv6 tool fails',
		},
		has: ['inet-socket', 'host-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServerIpv6(), {network: 'host'});
		const attempts = running.attemptsFromOutside();
		const peer = await running.connectPeer({family: 'ipv6'});
		const checkpoint = await running.checkpoint();
		await attempts.areAnswered();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.isIntact();
	},
);
