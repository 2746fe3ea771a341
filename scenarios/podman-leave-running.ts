// A checkpoint that leaves the container running takes the lock away again, also through podman.
// The container runs on with its network: a lock that stays would cut it off.
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman checkpoints a container and leaves it running',
	{
		locks: ['unset', 'nftables'],
		reports: {
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'checkpoint-restore/criu#2313': 'the chain CRIU cannot be deleted with iptables-nft (Alpine 3.19)',
		},
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman}) => {
		const running = await podman.start(counter());
		await running.checkpoint({leaveRunning: true});
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
