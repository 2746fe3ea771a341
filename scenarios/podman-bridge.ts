// podman's own bridge, as its users have it: podman makes the network anew at the restore, and publishes the port again.
// Its rules are in the same kernel as the lock, in the host's network namespace. CRIU must leave them as they are.
import {echoServer, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

const port = 7007;

scenario(
	'a port that podman publishes is reached before the checkpoint and after the restore',
	{
		locks: ['unset', 'nftables'],
		reports: {
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
		},
		has: ['inet-socket'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman}) => {
		const running = await podman.start(echoServer(port), {network: 'bridge'});
		const rules = await podman.rulesFor(port);
		const before = await running.connectPeer();
		await before.isIntact();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await rules.areUnchanged();
		const after = await restored.connectPeer();
		await after.isIntact();
		await restored.remove();
		await rules.areGone();
	},
);
