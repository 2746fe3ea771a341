// An action script that fails makes the dump fail, before the lock is taken or after, and leaves the container as it was:
// running, with nothing of the lock left, and ready to be dumped.
// Guards containers/podman#24799 (a dump that fails must leave the container as it was); no report of it was found.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an action script that fails ends the dump and the lock',
	{
		locks: everyLock,
		reports: ['containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		for (const scriptFailsAt of ['network-lock', 'post-dump'] as const) {
			const failed = await running.checkpointFails({scriptFailsAt});
			if (scriptFailsAt === 'post-dump') failed.kernel.lockedUntilGivenUp(method);
			await running.keepsCounting();
			await running.hasNoLock();
		}
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.lockedBy(method);
	},
);
