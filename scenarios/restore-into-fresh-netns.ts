// The network namespace that was locked is gone, and the container is restored into another of the same name, as a pod's is
// after a restart: CRIU finds no lock to take away, and may complain, but not fail.
// Guards checkpoint-restore/criu#711 (a restore on another host fails for want of the rules), checkpoint-restore/criu#3135.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a container is restored into a network that never held the lock',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#711', 'checkpoint-restore/criu#3135'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.lockedBy(method);
		await checkpoint.renewNetwork();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
