// The rules that a container has of its own, set up with iptables on its nftables backend, are the same after the restore: CRIU
// dumps and restores them as nftables rules, and the iptables lock sits in the very same table.
// Guards checkpoint-restore/criu#2105 (rules that one backend cannot dump for the other), criu#1435 (dumped twice).
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-nft rules come through',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2105', 'checkpoint-restore/criu#1435'],
		skip: firewallToolIsMissing('iptables-restore'),
	},
	async ({container, runtime}) => {
		// runc leaves a network namespace of the container's own to others, and restores none of its rules (checkpoint.go): only
		// in one that outlives the container can they be kept.
		const network = runtime === 'runc' ? 'veth' : 'private';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-nft');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
