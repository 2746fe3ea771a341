// The runtime is killed while the network is locked: CRIU finishes the dump, and the container can be restored. A
// time-out in the runtime's caller must not lose the container.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the container can be restored when the runtime is killed while the network is locked',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'a lock that nobody takes away cuts the container off',
		},
		has: ['lasting-network'],
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
