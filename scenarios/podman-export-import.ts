// A checkpoint leaves podman as one file, the container is removed, and comes back from the file alone.
// Guards containers/podman#24799, checkpoint-restore/criu#711 (a restore in another network finds no rule to take away).
import {counter, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman exports a checkpoint and imports it again',
	{
		locks: ['unset', 'nftables'],
		reports: ['containers/podman#24799', 'checkpoint-restore/criu#711'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman, method}) => {
		const running = await podman.start(counter(), {exported: true});
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		await running.remove();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
