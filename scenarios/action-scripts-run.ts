// CRIU runs its action scripts at the same stages and in the same order under every lock, also under `skip`.
// Administrators lock the network themselves in these scripts, and runc moves its network devices there.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'action scripts run around the lock',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2727': 'CRIU reads a configuration file twice, and runs its action scripts twice',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter());
		const left = await running.checkpoint({leaveRunning: true});
		left.scripts.ranAt('network-lock', 'post-dump', 'network-unlock');
		const checkpoint = await running.checkpoint();
		checkpoint.scripts.ranAt('network-lock', 'post-dump');
		const restored = await checkpoint.restore();
		// runc makes CRIU lock again here, but CRIU runs no script for that (CRIU criu/net.c).
		restored.scripts.ranAt('post-restore', 'network-unlock', 'pre-resume');
		await restored.continuesCounting();
	},
);
