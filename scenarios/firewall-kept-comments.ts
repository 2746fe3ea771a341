// The same for rules with a comment, as network plug-ins and port forwarders write them.
// Guards checkpoint-restore/criu#2105 (rules of iptables-nft that do not survive a dump as nftables rules).
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-nft rules come through with their comments',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2105'],
		skip: firewallToolIsMissing('iptables-restore'),
	},
	async ({container, runtime}) => {
		// runc leaves a network namespace of the container's own to others, and restores none of its rules (checkpoint.go): only
		// in one that outlives the container can they be kept.
		const network = runtime === 'runc' ? 'veth' : 'private';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-nft-comment');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
