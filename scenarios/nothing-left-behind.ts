// Once the container runs again, no lock is left in its network namespace nor in the sandbox’s own.
// A lock that stays drops every packet. For dumps that leave the container running: left-after-leave-running.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a restore',
	{
		locks: everyLock,
		core: true,
		reports: {
			'checkpoint-restore/criu#2550':
				'the nftables table has the wrong name, so a restore does not find it and the lock stays',
			'opencontainers/runc#3146': 'the chain CRIU has four references after a restore',
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
			'checkpoint-restore/criu#1707': 'the chain CRIU cannot be deleted with iptables-nft',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
