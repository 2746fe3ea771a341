// A checkpoint that leaves the container running takes the lock away again, also through podman.
// Guards containers/podman#24799, checkpoint-restore/criu#2313.
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman checkpoints a container and leaves it running',
	{
		locks: ['unset', 'nftables'],
		reports: ['containers/podman#24799', 'checkpoint-restore/criu#2313'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman, method}) => {
		const running = await podman.start(counter());
		const checkpoint = await running.checkpoint({leaveRunning: true});
		checkpoint.kernel.lockedBy(method);
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
