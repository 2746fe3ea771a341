// A lock that is asked for is the one that is sent, recorded, and in the kernel while the network is held; and only that one.
// Guards containers/crun#1613 (where the option came from); no other suite asks for an explicit lock at all.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an explicit lock is honoured',
	{
		locks: explicitLocks,
		core: true,
		reports: ['containers/crun#1613', 'containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		checkpoint.request.isAsAsked();
		checkpoint.record.says(method);
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
