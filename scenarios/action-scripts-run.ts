// An administrator's action scripts run around the lock, at the same stages and in the same order whatever the lock is, also
// when it is skipped: that is what they do their own locking with.
// Guards checkpoint-restore/criu#2727 (scripts run twice), and what runc moves its network devices with (the same notification).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'action scripts run around the lock',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2727'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter());
		const left = await running.checkpoint({leaveRunning: true});
		left.scripts.ranAt('network-lock', 'post-dump', 'network-unlock');
		const checkpoint = await running.checkpoint();
		checkpoint.scripts.ranAt('network-lock', 'post-dump');
		const restored = await checkpoint.restore();
		// runc has CRIU lock once more here, but of that no script is told (CRIU criu/net.c).
		restored.scripts.ranAt('post-restore', 'network-unlock', 'pre-resume');
		await restored.continuesCounting();
	},
);
