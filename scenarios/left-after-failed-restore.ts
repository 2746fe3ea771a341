// A restore fails in a network namespace that outlives the container, as a pod’s does: no lock may be left.
// Whatever starts there next needs its network; CRIU keeps the lock on purpose, since a retry may follow.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a restore that failed',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'a restore that fails leaves its lock',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['lasting-network'],
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
