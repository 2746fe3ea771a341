// While the network is held, packets with CRIU's own mark pass: without them CRIU could not repair a connection. Others do not.
// Guards checkpoint-restore/criu#1035 (a kernel without the `mark` match), lxc/lxc#3273; CRIU's own tests look at it, no runtime's.
import {counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a network that is held lets CRIU's own packets pass",
	{
		locks: explicitLocks,
		reports: ['checkpoint-restore/criu#1035', 'lxc/lxc#3273'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const {marked, unmarked} = await running.attemptsFromInside();
		await unmarked.areAnswered();
		const checkpoint = await running.checkpoint();
		await marked.areAnswered();
		if (method === 'skip') await unmarked.areAnswered();
		else await unmarked.areDropped();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await unmarked.areAnswered();
	},
);
