// The container’s own nftables rules are the same after the restore, whatever the lock.
// The lock adds rules to the ruleset and takes them away; the container’s own rules must stay.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the container’s own nftables rules come through',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2760': 'rules of the container are lost',
			'checkpoint-restore/criu#2105': 'rules of the container are lost',
		},
		has: ['lasting-network', 'own-firewall'],
		skip: toolIsMissing,
	},
	async ({container, runtime}) => {
		// runc restores no rules of the container's own network namespace (checkpoint.go). They can only be kept in one
		// that outlives the container.
		const network = runtime.restoresPrivateNetwork ? 'private' : 'veth';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('nftables');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
