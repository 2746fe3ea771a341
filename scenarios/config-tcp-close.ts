// An operator’s `tcp-close` in /etc/criu/default.conf applies to the dump and to the restore. If a runtime overrides it
// unasked, every restore on such a machine fails, with a connection or without.
import {counter, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'tcp-close in default.conf holds for the dump and the restore',
	{
		locks: ['unset'],
		reports: {
			'containers/crun#1835': 'the pull request that gave crun --tcp-close: it sends the field unasked too',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, configure}) => {
		await configure.defaultConf('tcp-close');
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
