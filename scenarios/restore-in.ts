// A container that was dumped in one place is restored in another: other packages of the runtime and of CRIU, another default
// lock, with and without iptables. It counts on, and nothing of the lock, which comes along, is left. The image of a cell is
// where it is dumped; the scenario's id says where it is restored.
// Guards checkpoint-restore/criu#711 (the rules of another host), containers/crun#1627, containers/podman#24799.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a checkpoint is restored in another place',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#711', 'containers/crun#1627', 'containers/podman#24799'],
		destinations: 'every image',
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.record.says(method);
		const moved = await checkpoint.carriedOver();
		const restored = await moved.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
