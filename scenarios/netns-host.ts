// CRIU never locks the host’s network namespace as a whole: new connections are answered while the container is gone.
// A lock there cuts the host off; nothing may be left of it after the restore.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"the host's network namespace is never locked as a whole",
	{
		locks: everyLock,
		smoke: true,
		reports: {
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
		},
		has: ['host-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'host'});
		const attempts = running.attemptsFromOutside();
		const checkpoint = await running.checkpoint();
		await attempts.areAnswered();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await attempts.areAnswered();
		await restored.hasNoLock();
	},
);
