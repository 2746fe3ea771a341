// A restore fails, what was wrong is put right, and the next one succeeds: nothing of the lock is left, however often it was
// taken meanwhile. runc has CRIU take it at every restore, so there are three layers of it by then.
// Guards checkpoint-restore/criu#2828, opencontainers/runc#3146 (`Chain CRIU (4 references)` after a restore).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left when a second try at a restore succeeds',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2828', 'opencontainers/runc#3146'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const file = await checkpoint.loseOpenFile();
		const failed = await checkpoint.restoreFails();
		failed.names("Can't open file state");
		await file.bringBack();
		// As engines do; whether it is needed, see failed-restore-can-be-repeated.
		await checkpoint.forget();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
