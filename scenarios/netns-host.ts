// In the network namespace that CRIU itself is in, nothing may be locked as a whole: it is the host's. New connections are
// answered while the container is gone, and nothing is left once it is back.
// Guards checkpoint-restore/criu#577 (a restore cut the host off from its network).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"the host's network namespace is never locked as a whole",
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#577'],
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
