// A lock that is asked for is the one that is sent, recorded, and in the kernel while the network is held.
// No other suite of a runtime asks for an explicit lock.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an explicit lock is honoured',
	{
		locks: explicitLocks,
		core: true,
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
			'containers/podman#24799': 'nobody can choose another lock than CRIU’s default',
		},
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
