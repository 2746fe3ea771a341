// A restore fails, the next one succeeds: nothing of the lock is left, however often it was taken.
// runc has CRIU lock at every restore, so three layers of the lock are there by then.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left when a second try at a restore succeeds',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'a restore that fails leaves its lock',
			'opencontainers/runc#3146': 'the chain CRIU has four references after a restore',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const file = await checkpoint.loseOpenFile();
		const failed = await checkpoint.restoreFails();
		failed.names("Can't open file state");
		await file.bringBack();
		// Engines do this. failed-restore-can-be-repeated shows whether it is needed.
		await checkpoint.forget();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
