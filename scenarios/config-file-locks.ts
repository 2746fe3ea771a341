// An operator’s `file-locks` and `link-remap` in /etc/criu/default.conf reach CRIU, whatever the runtime.
// A database holds a lock on its file and keeps deleted files open: without these lines it cannot be dumped.
import {counter, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'file-locks and link-remap in default.conf hold',
	{
		locks: ['unset'],
		reports: {
			'checkpoint-restore/criu#2291': 'an option in default.conf has no effect',
		},
		skip: toolIsMissing,
	},
	async ({container, configure}) => {
		await configure.defaultConf('file-locks', 'link-remap');
		const running = await container.start(counter());
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
	},
);
