// CRIU is killed while it holds the lock: the container runs on, and must have its network back. A machine without free
// memory kills CRIU like this, and CRIU has no command that removes the lock.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the network comes back when CRIU is killed while it is locked',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'a CRIU that is killed leaves its lock',
		},
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const failed = await running.checkpointKillingCriu();
		failed.kernel.lockedBy(method);
		await running.keepsCounting();
		await running.hasNoLock();
	},
);
