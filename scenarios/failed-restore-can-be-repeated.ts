// A restore that failed can be tried again under the same name.
// CRIU keeps the lock after a failed restore for the sake of this retry.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a restore that failed can be tried again',
	{
		// The network does not matter here.
		locks: ['skip'],
		reports: {
			'checkpoint-restore/criu#2828': 'CRIU keeps the lock after a failed restore because a retry may follow',
		},
	},
	async ({container}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		const file = await checkpoint.loseOpenFile();
		const failed = await checkpoint.restoreFails();
		failed.names("Can't open file state");
		await file.bringBack();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
	},
);
