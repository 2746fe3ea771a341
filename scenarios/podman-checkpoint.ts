// podman has no option for the lock, so it must send none: CRIU’s default or configuration decides.
// A value that podman or its runtime adds would break hosts without that tool.
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman checkpoints and restores a container',
	{
		locks: ['unset', 'nftables'],
		smoke: true,
		reports: {
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'containers/crun#1627': 'crun sends CRIU a lock that nobody asked for',
			'containers/crun#1759': "podman's checkpoint tests fail on CentOS Stream 10",
			'containers/crun#2036': 'podman cannot checkpoint on CentOS Stream 9 without `iptables-legacy`',
		},
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman}) => {
		const running = await podman.start(counter());
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
