// Two containers are dumped at the same moment, and both hold their locks at once: neither sees the other's, both come back,
// nothing is left.
// Guards checkpoint-restore/criu#2550 (locks told apart by a process id that is the same in every container).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'two containers dumped at once do not disturb each other',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2550'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const first = await container.start(counter(), {id: 'first'});
		const second = await container.start(counter(), {id: 'second'});
		const hold = await container.holdDumps();
		const [one, other] = await Promise.all([first.checkpoint(), second.checkpoint(), hold.untilBoth()]);
		one.kernel.lockedBy(method);
		other.kernel.lockedBy(method);
		for (const restored of await Promise.all([one.restore(), other.restore()])) {
			await restored.continuesCounting();
			await restored.hasNoLock();
		}
	},
);
