// A checkpoint leaves podman as one file, and the container comes back from that file alone.
// This is how containers are moved: the network at the other end never held the lock.
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman exports a checkpoint and imports it again',
	{
		locks: ['unset', 'nftables'],
		smoke: true,
		reports: {
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'checkpoint-restore/criu#711': 'a restore on another host fails: the rules are not there',
		},
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman}) => {
		const running = await podman.start(counter(), {exported: true});
		const checkpoint = await running.checkpoint();
		await running.remove();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
