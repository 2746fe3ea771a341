// A restore that failed left nothing of the runtime's own either: the same restore can be tried again, under the same name,
// which is what CRIU keeps the lock for.
// Guards checkpoint-restore/criu#2828 (the lock stays after a failed restore because a retry may follow).
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a restore that failed can be tried again',
	{
		// The network has no part in it.
		locks: ['skip'],
		reports: ['checkpoint-restore/criu#2828'],
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
