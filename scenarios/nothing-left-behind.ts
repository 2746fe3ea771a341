// Once the container runs again nothing of the lock is left: not in its network namespace, which outlives it here, and not in
// the sandbox's own. What a dump that leaves it running leaves, see left-after-leave-running.
// Guards checkpoint-restore/criu#2550, criu#1707, criu#2313, opencontainers/runc#3146 (chain CRIU stayed), criu#577.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a restore',
	{
		locks: everyLock,
		core: true,
		reports: ['checkpoint-restore/criu#2550', 'opencontainers/runc#3146', 'checkpoint-restore/criu#577'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
