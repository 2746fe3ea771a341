// An update replaces CRIU and its library while the container is dumped, and the container is restored where it was:
// the newer CRIU finds the lock of the older one in the network namespace. The scenario’s id names the image that the
// newer CRIU comes from.
import {counter, explicitLocks, isNoUpdate, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'CRIU is updated between dump and restore',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#3131': 'CRIU 4.3 names its table in full, and passes over that of an older one',
			'checkpoint-restore/criu#2550': 'another CRIU does not find the lock by its name',
		},
		has: ['lasting-network'],
		destinations: 'every image',
		skip: subject => isNoUpdate(subject) ?? toolIsMissing(subject),
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const attempts = running.attemptsFromOutside();
		const checkpoint = await running.checkpoint();
		const updated = await checkpoint.updatedInPlace();
		const restored = await updated.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await attempts.areAnswered();
	},
);
