// The runtime is killed in a dump, while the network is locked (a time-out of whatever called it). CRIU finishes the dump by
// itself, so nothing is lost: the container can be restored from it, goes on, and nothing of the lock is left.
// Guards checkpoint-restore/criu#2828 (a lock that nobody takes away).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the container can be restored when the runtime is killed while the network is locked',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2828'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpointKillingRuntime();
		checkpoint.kernel.lockedBy(method);
		await checkpoint.forget();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
