// Two containers of one pod are dumped: both come back, and the network is held until the second is back.
// If the first restore takes away the lock of both, the second container’s connections break.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'two containers of one pod are dumped, and the network is held until both are back',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#2550': 'two locks must be told apart by their names',
			'checkpoint-restore/criu#2828': 'a pod is left without its network',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const first = await container.start(counter(), {network: 'veth', id: 'first'});
		const second = await container.start(counter(), {network: 'veth', id: 'second'});
		const attempts = first.attemptsFromOutside();
		const one = await first.checkpoint();
		const other = await second.checkpoint({except: {before: 'the first container of the pod holds its lock there'}});
		const back = await one.restore({except: {gone: 'the second container of the pod is still dumped'}});
		await back.continuesCounting();
		if (method === 'skip') await attempts.areAnswered();
		else await attempts.areDropped();
		const last = await other.restore();
		await last.continuesCounting();
		await last.hasNoLock();
		await attempts.areAnswered();
	},
);
