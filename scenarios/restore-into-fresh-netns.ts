// The locked network namespace is gone, and the container is restored into a fresh one of the same name, as in a pod.
// CRIU finds no lock to remove. It may log an error, but must not fail.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a container is restored into a network that never held the lock',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#711': 'a restore on another host fails: the rules are not there',
			'checkpoint-restore/criu#3135': '`File exists` in the log of a restore with CRIU 4.2.1',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		await checkpoint.renewNetwork();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
