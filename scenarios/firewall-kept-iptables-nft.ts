// The container’s own iptables-nft rules are the same after the restore.
// CRIU dumps them as nftables rules, and the iptables lock sits in the same table.
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-nft rules come through',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2105': "nft cannot dump some of the container's iptables-nft rules",
			'checkpoint-restore/criu#1435': 'iptables-nft rules are dumped twice',
			'checkpoint-restore/criu#1707': 'the chain CRIU cannot be deleted with iptables-nft',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
		},
		has: ['lasting-network', 'own-firewall'],
		skip: firewallToolIsMissing('iptables-restore'),
	},
	async ({container, runtime}) => {
		// runc restores no rules of the container's own network namespace (checkpoint.go). They can only be kept in one
		// that outlives the container.
		const network = runtime.restoresPrivateNetwork ? 'private' : 'veth';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-nft');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
