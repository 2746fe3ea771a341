// Nothing is asked for, so nothing may be sent: CRIU's own default is used, whatever it is on this distro.
// Guards containers/crun#1627 (crun 1.19 and 1.19.1 always sent a value), containers/podman#24799, checkpoint-restore/criu#2650.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an unset lock leaves the choice to CRIU',
	{
		locks: ['unset'],
		core: true,
		reports: ['containers/crun#1627', 'containers/podman#24799', 'checkpoint-restore/criu#2650'],
	},
	async ({container, criu}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(criu.defaultLock);
		checkpoint.kernel.lockedBy(criu.defaultLock);
		const restored = await checkpoint.restore();
		restored.request.isAsAsked();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
