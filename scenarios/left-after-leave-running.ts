// A dump that leaves the container running takes the lock and releases it again. The container runs on with its
// network: a lock that stays would cut it off.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a dump that leaves the container running',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#1707': 'the chain CRIU cannot be deleted with iptables-nft',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
			'checkpoint-restore/criu#2550':
				'the nftables table has the wrong name, so a restore does not find it and the lock stays',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter());
		await running.checkpoint({leaveRunning: true});
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
