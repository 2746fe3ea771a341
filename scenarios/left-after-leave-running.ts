// A dump that leaves the container running takes the lock and gives it up again: the container goes on, nothing is left.
// Guards checkpoint-restore/criu#1707, criu#2313 (chain CRIU could not be deleted), criu#2550 (the table's name was not found).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a dump that leaves the container running',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#1707', 'checkpoint-restore/criu#2313', 'checkpoint-restore/criu#2550'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint({leaveRunning: true});
		checkpoint.kernel.lockedBy(method);
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
