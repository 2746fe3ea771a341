// The container’s own iptables-legacy rules are the same after the restore.
// iptables-legacy has tables of its own in the kernel, which a CRIU built with nftables may lose.
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-legacy rules come through',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2760': "the container's iptables-legacy rules are lost",
		},
		has: ['lasting-network', 'own-firewall'],
		capabilities: ['NET_RAW'],
		skip: firewallToolIsMissing('iptables-legacy-restore'),
	},
	async ({container, runtime}) => {
		// runc restores no rules of the container's own network namespace (checkpoint.go). They can only be kept in one
		// that outlives the container.
		const network = runtime.restoresPrivateNetwork ? 'private' : 'veth';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-legacy');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
