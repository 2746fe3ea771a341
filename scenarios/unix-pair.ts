// Both ends of a Unix connection are in the container. A network lock does not stop it, and it needs no option. After
// the restore its bytes come through, also those that were on their way.
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
