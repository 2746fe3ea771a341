// A dump leaves its container running, and a copy is restored beside it, with its own id, bundle and network namespace.
// The dump has the lock of the first container in it: the copy must not keep that lock. Unlocking and removing the copy
// must not touch the first container.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a second copy runs beside the container that was dumped',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#1720': 'several containers are restored from one checkpoint',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint({leaveRunning: true});
		const copy = await checkpoint.asCopy();
		const restored = await copy.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await running.keepsCounting();
		await running.hasNoLock();
		await restored.remove();
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
