// A lock that was dumped with the container’s own network namespace is gone before the container runs again.
// The image holds the lock with the ruleset, so the restore brings it back; runc restores no such ruleset.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock that was dumped with the network namespace is gone after the restore',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#2550':
				'the nftables table has the wrong name, so a restore does not find it and the lock stays',
			'checkpoint-restore/criu#1435': 'iptables-nft rules are dumped twice',
			'checkpoint-restore/criu#1707': 'the chain CRIU cannot be deleted with iptables-nft',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
			'checkpoint-restore/criu#292': "iptables-restore fails in the container's network namespace",
			'containers/crun#2036': 'podman cannot checkpoint on CentOS Stream 9 without `iptables-legacy`',
		},
		runtimes: ({restoresPrivateNetwork}) => restoresPrivateNetwork,
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'private'});
		const checkpoint = await running.checkpoint();
		await checkpoint.imageRuleset.hasLock(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
