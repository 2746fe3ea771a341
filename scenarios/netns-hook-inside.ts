// An engine's hook adds a device, an address and a firewall table to the container's own network namespace. All three
// must be there after the restore. With crun, CRIU restores them and no hook runs. With runc, CRIU restores no network,
// and the hook runs again.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'what a hook adds to the container’s network is there after the restore',
	{
		locks: everyLock,
		reports: {
			'opencontainers/runc#576': 'hooks run at a restore, since CRIU restores no network there',
		},
		has: ['own-firewall'],
		skip: toolIsMissing,
	},
	async ({container, runtime}) => {
		const running = await container.start(counter(), {hook: 'inside'});
		await running.hasWhatHookAdded();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await restored.hasWhatHookAdded();
		await restored.hookRan(runtime.restoresPrivateNetwork ? 1 : 2);
	},
);
