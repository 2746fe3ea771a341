// A checkpoint of one image is restored in another: other packages, another default lock, with or without iptables.
// The cell’s image is where it is dumped; the scenario’s id names where it is restored.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a checkpoint is restored in another place',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#711': 'a restore on another host fails: the rules are not there',
			'containers/crun#1627': 'a lock that nobody asked for breaks the restore on another host',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'containers/crun#2036': 'podman cannot checkpoint on CentOS Stream 9 without `iptables-legacy`',
		},
		destinations: 'every image',
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		const moved = await checkpoint.carriedOver();
		const restored = await moved.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
