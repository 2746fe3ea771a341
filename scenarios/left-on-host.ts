// A connection in the host’s network namespace is locked by rules of its own. A dump that fails, and one that leaves the
// container running, must take them away again: nobody else does, and the namespace outlives every container.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"nothing of the lock is left in the host's network namespace by a dump after which the container runs on",
	{
		// Of a lock that is skipped nothing can be left.
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#577': 'a lock that stays cuts the host off from its network',
			'checkpoint-restore/criu#514': 'the rules of single connections are added and taken away again',
		},
		has: ['inet-socket', 'host-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'host'});
		const peer = await running.connectPeer();
		await running.checkpointFails({scriptFailsAt: 'post-dump'});
		await running.keepsCounting();
		await running.hasNoLock();
		await running.checkpoint({leaveRunning: true});
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
