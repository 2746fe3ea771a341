// A restore fails, here because a file is gone, in a network namespace that outlives the container, as a pod's does. Whoever
// starts something else there needs its network: nothing of the lock may be left.
// CRIU leaves it on purpose, since a retry may follow, and has no command that takes it away: checkpoint-restore/criu#2828,
// cri-o/cri-o#4199. The verdict names what is left.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a restore that failed',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2828', 'cri-o/cri-o#4199'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		await checkpoint.loseOpenFile();
		const failed = await checkpoint.restoreFails();
		failed.names("Can't open file state");
		await checkpoint.leftNoLock();
	},
);
