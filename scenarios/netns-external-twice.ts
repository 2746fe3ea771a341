// Dumped and restored twice in a row into the network namespace that outlives the container: what the first round left there
// would be in the way of the second.
// Guards checkpoint-restore/criu#2650 and criu#3135 (File exists), opencontainers/runc#3146 (chain CRIU, 4 references).
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a second round in the same network namespace works like the first',
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#2650', 'checkpoint-restore/criu#3135', 'opencontainers/runc#3146'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const attempts = running.attemptsFromOutside();
		const first = await (await running.checkpoint()).restore();
		await first.continuesCounting();
		await first.hasNoLock();
		const checkpoint = await first.checkpoint();
		checkpoint.kernel.lockedBy(method);
		const second = await checkpoint.restore();
		await second.continuesCounting();
		await second.hasNoLock();
		await attempts.areAnswered();
	},
);
