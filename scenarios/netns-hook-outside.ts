// An engine's hook adds a device whose other end is outside the container, as engines do. With runc the hook runs again
// at the restore. With crun, CRIU restores the network, and nobody tells CRIU where the other end must be.
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
