// In the host's network namespace only the container's own connections are locked, one by one: they survive, others are not
// touched, and no rule is left once the container is back.
// Guards checkpoint-restore/criu#577, criu#514 (per-connection rules). Under `skip` the peer is reset: tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"an established TCP connection in the host's network namespace survives",
	{
		locks: ['iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#577', 'checkpoint-restore/criu#514'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'host'});
		const attempts = running.attemptsFromOutside();
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.connectionsLockedBy(method);
		await attempts.areAnswered();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.isIntact();
	},
);
