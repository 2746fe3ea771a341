// Nobody asks for a lock, so the runtime sends none, and CRIU uses its own default.
// A value that nobody asked for overrides the default of the distro and breaks restores.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an unset lock leaves the choice to CRIU',
	{
		locks: ['unset'],
		core: true,
		reports: {
			'containers/crun#1627': 'crun sends CRIU a lock that nobody asked for',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
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
