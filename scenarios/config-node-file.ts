// The default.conf of a node whose containers are checkpointed when idle: no connection is kept, and nothing is locked.
// Scale-to-zero operators write these three lines on every node, and runtimes must not override them.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a node’s default.conf holds: tcp-close, skip-in-flight, and no lock',
	{
		locks: ['skip'],
		told: 'nothing',
		reports: {
			'containers/crun#1835': 'the pull request that gave crun --tcp-close: it sends the field unasked too',
			'containers/crun#1627': 'a lock that nobody asked for beats default.conf',
		},
		has: ['lasting-network'],
	},
	async ({container, configure, method}) => {
		await configure.defaultConf('tcp-close', 'skip-in-flight', `network-lock ${method}`);
		const running = await container.start(counter(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
