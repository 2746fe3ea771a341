// The flag beats /etc/criu/default.conf: what is asked of this one checkpoint is nearer than what holds for all of them.
// Guards containers/crun#1613 (where the flag came from), containers/crun#1627 (who may override whom).
import {another, counter, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'the flag beats default.conf',
	{
		locks: explicitLocks,
		runtimes: ['crun'],
		reports: ['containers/crun#1613', 'containers/crun#1627'],
		skip: toolIsMissing,
	},
	async ({container, configure, method}) => {
		await configure.defaultConf(another(method));
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
