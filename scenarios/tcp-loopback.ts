// A connection over the container’s own loopback goes on after the restore, and no byte is lost or wrong.
// A lock that stays in the restored namespace drops this traffic too.
import {everyLock, loopbackConnection, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection survives on loopback',
	{
		locks: everyLock,
		core: true,
		reports: {
			'checkpoint-restore/criu#2550': 'the nftables table stays after the restore, and drops all traffic',
			'checkpoint-restore/criu#1707': 'the chain CRIU cannot be deleted with iptables-nft',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, runtime}) => {
		// runc sets up no network devices (checkpoint.go): in the container's own network namespace, loopback is down when
		// CRIU reconnects the sockets. In a network namespace that outlives the container, it is up.
		const network = runtime.restoresPrivateNetwork ? 'private' : 'veth';
		const running = await container.start(loopbackConnection(), {network});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.loopbackFlows();
	},
);
