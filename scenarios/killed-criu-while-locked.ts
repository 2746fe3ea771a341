// CRIU is killed in a dump, while it holds the lock (out of memory, a service that is stopped). The runtime says that the dump
// failed, the container goes on, and it has its network back: nothing of the lock may be left.
// CRIU cannot take it away, and has no command that would: checkpoint-restore/criu#2828. The verdict names what is left; as long
// as it is there, no packet passes.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the network comes back when CRIU is killed while it is locked',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2828'],
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
