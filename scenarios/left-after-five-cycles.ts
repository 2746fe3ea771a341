// Five dumps and restores in one network namespace leave nothing of the lock. Leftovers of each cycle would add up.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

const cycles = 5;

scenario(
	'nothing of the lock adds up over five cycles in one network namespace',
	{
		locks: everyLock,
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
		let running = await container.start(counter(), {network: 'veth'});
		for (let cycle = 0; cycle < cycles; cycle++) {
			const checkpoint = await running.checkpoint();
			const restored = await checkpoint.restore();
			await restored.continuesCounting();
			await restored.hasNoLock();
			running = restored;
		}
	},
);
