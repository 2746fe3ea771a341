// podman has no option for the lock, so it must send none: CRIU's default or its configuration decides, through podman as without.
// Guards containers/podman#24799 (checkpoint fails where iptables is missing), containers/crun#1627, containers/crun#1759.
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman checkpoints and restores a container',
	{
		locks: ['unset', 'nftables'],
		reports: ['containers/podman#24799', 'containers/crun#1627', 'containers/crun#1759'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman, method}) => {
		const running = await podman.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		restored.request.isAsAsked();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
