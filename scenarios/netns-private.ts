// The container's own network namespace is dumped with its ruleset, so the lock is in the image, comes back with the restore,
// and is taken away before the container runs again.
// Guards checkpoint-restore/criu#2550 (the table stayed), criu#1435 (rules dumped twice), criu#1707. runc leaves the namespace empty.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock that was dumped with the network namespace is gone after the restore',
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#2550', 'checkpoint-restore/criu#1435', 'checkpoint-restore/criu#1707'],
		runtimes: ['crun'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'private'});
		const checkpoint = await running.checkpoint();
		await checkpoint.imageRuleset.hasLock(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
