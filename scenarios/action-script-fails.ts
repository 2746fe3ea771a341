// An action script that fails ends the dump and the lock: the container runs on, and can be dumped again.
// An administrator’s script must not cost a container its network.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an action script that fails ends the dump and the lock',
	{
		locks: everyLock,
		reports: {
			'containers/podman#24799': 'a dump that fails must leave the container as it was',
		},
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
		await running.checkpoint();
	},
);
