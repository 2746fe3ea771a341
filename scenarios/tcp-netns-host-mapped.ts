// A program that knows only IPv6 sockets reaches IPv4 by mapped addresses. In the host’s network namespace its connection
// is locked as the IPv4 connection that it is, and survives. For `skip` see tcp-veth.
import {client, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"an IPv4 connection of an IPv6 socket in the host's network namespace survives",
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
		},
		has: ['inet-socket', 'host-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const server = await container.listenOutside();
		const running = await container.start(client('::ffff:127.0.0.1'), {network: 'host'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await restored.clientFlows();
		await server.isIntact();
	},
);
