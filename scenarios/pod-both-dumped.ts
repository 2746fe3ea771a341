// Two containers share a network namespace, as in a pod, and both are dumped: the second while the first one's lock is there. Both
// come back, the network is held until the last of them has, and then nothing is left.
// Guards checkpoint-restore/criu#2550 (locks told apart by their name), checkpoint-restore/criu#2828 (a pod without its network).
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'two containers of one pod are dumped, and the network is held until both are back',
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#2550', 'checkpoint-restore/criu#2828'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const first = await container.start(counter(), {network: 'veth', id: 'first'});
		const second = await container.start(counter(), {network: 'veth', id: 'second'});
		const attempts = first.attemptsFromOutside();
		const one = await first.checkpoint();
		const other = await second.checkpoint();
		other.record.says(method);
		const back = await one.restore();
		await back.continuesCounting();
		if (method === 'skip') await attempts.areAnswered();
		else await attempts.areDropped();
		const last = await other.restore();
		await last.continuesCounting();
		await last.hasNoLock();
		await attempts.areAnswered();
	},
);
