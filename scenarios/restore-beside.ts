// A dump leaves its container running, and a copy is restored beside it: another id, another bundle, a network namespace of its own.
// The dump came with the lock of the first; the copy must not keep it, nor may its unlock or its end touch the first.
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
