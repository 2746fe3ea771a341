// In the host’s network namespace only the container’s own connections are locked, one by one, and they survive.
// Other connections of the host must not notice. For `skip` see tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"an established TCP connection in the host's network namespace survives",
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
			'checkpoint-restore/criu#514': 'the rules of single connections are added and taken away again',
		},
		has: ['inet-socket', 'host-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'host'});
		const attempts = running.attemptsFromOutside();
		const peer = await running.connectPeer({count: 6});
		const checkpoint = await running.checkpoint();
		await attempts.areAnswered();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.isIntact();
	},
);
