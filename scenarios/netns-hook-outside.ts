// An engine's hook joins the container's own network namespace to the outside by a device whose other end is there, as engines do.
// runc runs the hook again at the restore. crun has CRIU restore the network, which cannot know where the other end is to be.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a device that a hook leads outside is there after the restore',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#569':
				'a network namespace with one end of a veth pair is dumped, and cannot be restored',
			'checkpoint-restore/criu#1421': 'the engine makes the veth pair, and CRIU restores it too',
			'opencontainers/runc#576': 'hooks run at a restore, since CRIU restores no network there',
		},
		has: ['own-firewall'],
		skip: toolIsMissing,
	},
	async ({container, runtime}) => {
		const running = await container.start(counter(), {hook: 'outside'});
		await running.hasWhatHookAdded();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await restored.hasWhatHookAdded();
		await restored.hookRan(runtime.restoresPrivateNetwork ? 1 : 2);
	},
);
