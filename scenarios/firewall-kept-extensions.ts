// The container’s own iptables-nft rules keep their extensions (conntrack, REDIRECT) through dump and restore.
// If iptables cannot read them afterwards, nobody in the container can change them.
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-nft rules come through with their extensions',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2105': "nft cannot dump some of the container's iptables-nft rules",
		},
		has: ['lasting-network', 'own-firewall'],
		skip: firewallToolIsMissing('iptables-restore'),
	},
	async ({container, runtime}) => {
		// runc restores no rules of the container's own network namespace (checkpoint.go). They can only be kept in one
		// that outlives the container.
		const network = runtime.restoresPrivateNetwork ? 'private' : 'veth';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-nft-extensions');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
