// The rules that a container has of its own, set up with iptables-legacy, which has tables of its own in the kernel, are the same
// after the restore, also where CRIU was built with nftables and the image's iptables is another backend.
// Guards checkpoint-restore/criu#2760 (legacy rules of a private network namespace are lost).
import {counter, everyLock, firewallToolIsMissing, scenario} from '../harness/index.ts';

scenario(
	'the container’s own iptables-legacy rules come through',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2760'],
		capabilities: ['NET_RAW'],
		skip: firewallToolIsMissing('iptables-legacy-restore'),
	},
	async ({container, runtime}) => {
		// runc leaves a network namespace of the container's own to others, and restores none of its rules (checkpoint.go): only
		// in one that outlives the container can they be kept.
		const network = runtime === 'runc' ? 'veth' : 'private';
		const running = await container.start(counter(), {network});
		const firewall = await running.setUpFirewall('iptables-legacy');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
	},
);
