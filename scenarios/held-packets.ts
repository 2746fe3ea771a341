// A lock drops the right packets: TCP, UDP and ICMP over IPv4 and IPv6, in, out, over loopback and forwarded, new,
// established, half closed and related, unmarked and with three marks. CRIU locks no forwarded packets, so a container
// that routes still routes.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a network that is held drops packets of every kind, but for CRIU's own",
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#2180': 'no ping passes while the container is dumped (as designed)',
			'checkpoint-restore/criu#813': 'only the IPv6 tool fails',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth-ipv6'});
		const packets = await running.probePackets();
		await packets.allPass('before');
		const checkpoint = await running.checkpoint();
		if (method === 'skip') await packets.allPass('held');
		else await packets.onlyMarkedPass();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await packets.allPass('after');
	},
);
