// Both ends of a Unix connection are in the container. No lock reaches it, and no option is needed: what was on its way comes through.
import {everyLock, scenario, toolIsMissing, unixPair} from '../harness/index.ts';

scenario(
	'a connection of two Unix sockets in the container goes on',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#1788':
				'a Unix connection with one end outside cannot be dumped; with both inside it can',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(unixPair());
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.pairFlows();
	},
);
