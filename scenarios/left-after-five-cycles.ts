// Five times dumped and restored in one network namespace that outlives the container: each time it goes on, each time nothing
// of the lock is left, so that nothing adds up.
// Guards checkpoint-restore/criu#2650 and criu#3135 (a second lock under the same name), opencontainers/runc#3146 (layers of it).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

const cycles = 5;

scenario(
	'nothing of the lock adds up over five cycles in one network namespace',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2650', 'checkpoint-restore/criu#3135', 'opencontainers/runc#3146'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		let running = await container.start(counter(), {network: 'veth'});
		for (let cycle = 0; cycle < cycles; cycle++) {
			const checkpoint = await running.checkpoint();
			checkpoint.kernel.lockedBy(method);
			const restored = await checkpoint.restore();
			await restored.continuesCounting();
			await restored.hasNoLock();
			running = restored;
		}
	},
);
