// Between dump and restore a new connection gets no answer, not even a refusal, over IPv4 and IPv6.
// An answer would end the container’s connections; under `skip` the kernel goes on answering, as CRIU documents.
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a network that is held drops new connections',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2180': 'no ping passes while the container is dumped (as designed)',
			'checkpoint-restore/criu#2550': 'the lock stays after the restore, and drops all traffic',
			'checkpoint-restore/criu#813': 'only the IPv6 tool fails',
		},
		has: ['lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth-ipv6'});
		const attempts = running.attemptsFromOutside();
		await attempts.areAnswered();
		const checkpoint = await running.checkpoint();
		if (method === 'skip') await attempts.areAnswered();
		else await attempts.areDropped();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await attempts.areAnswered();
	},
);
