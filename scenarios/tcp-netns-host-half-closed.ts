// In the host’s network namespace CRIU also locks a connection whose peer has shut down its side: the container still
// answers. Bytes that the container had read before the dump come back after the restore. For `skip` see tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

const gap = 1000;

scenario(
	"a half-closed TCP connection in the host's network namespace survives a gap of a second",
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#931': 'a connection in CLOSE_WAIT is dumped',
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
		},
		has: ['inet-socket', 'host-network'],
		// CRIU sends the peer's FIN to itself through a raw socket when it restores such a connection (CRIU soccr/soccr.c).
		capabilities: ['NET_RAW'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'host'});
		const peer = await running.connectPeer({halfClosed: true});
		const checkpoint = await running.checkpoint();
		await checkpoint.staysDumpedFor(gap);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.workloadAnswers();
		await peer.isIntact();
	},
);
