// A container is dumped and restored twice in a row in a network namespace that outlives it. Leftovers of the first
// round would make the second one fail.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a second round in the same network namespace works like the first',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
			'checkpoint-restore/criu#3135': '`File exists` in the log of a restore with CRIU 4.2.1',
			'opencontainers/runc#3146': 'the chain CRIU has four references after a restore',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const attempts = running.attemptsFromOutside();
		const first = await (await running.checkpoint()).restore();
		await first.continuesCounting();
		await first.hasNoLock();
		const checkpoint = await first.checkpoint();
		const second = await checkpoint.restore();
		await second.continuesCounting();
		await second.hasNoLock();
		await attempts.areAnswered();
	},
);
