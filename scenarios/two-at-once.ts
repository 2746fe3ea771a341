// Two containers that are dumped at the same moment hold their locks side by side, and both come back.
// A lock that is named after a process id mixes them up: that id is the same in every container.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'two containers dumped at once do not disturb each other',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2550': 'two locks must be told apart by their names',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const first = await container.start(counter(), {id: 'first'});
		const second = await container.start(counter(), {id: 'second'});
		const hold = await container.holdDumps();
		const [one, other] = await Promise.all([first.checkpoint(), second.checkpoint(), hold.untilBoth()]);
		for (const restored of await Promise.all([one.restore(), other.restore()])) {
			await restored.continuesCounting();
			await restored.hasNoLock();
		}
	},
);
