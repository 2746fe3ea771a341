// A checkpoint is not used up: once the container that was restored from it is gone, it is restored again, in the same network
// namespace, where there is no lock left to take away.
// Guards checkpoint-restore/criu#514 (a second restore fails: the rule is gone already).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a checkpoint can be restored a second time',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#514'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const first = await checkpoint.restore();
		await first.continuesCounting();
		await first.hasNoLock();
		await first.remove();
		const second = await checkpoint.restore();
		await second.continuesCounting();
		await second.hasNoLock();
	},
);
