// A checkpoint can be restored a second time in the same network namespace, once the first container is gone.
// There is no lock left to take away, and that must not be an error.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a checkpoint can be restored a second time',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#514': 'a second restore of one checkpoint fails: the rule is gone already',
			'checkpoint-restore/criu#3135': '`File exists` in the log of a restore with CRIU 4.2.1',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const first = await checkpoint.restore();
		await first.continuesCounting();
		await first.hasNoLock();
		await first.remove();
		const second = await checkpoint.restore();
		await second.continuesCounting();
		await second.hasNoLock();
	},
);
