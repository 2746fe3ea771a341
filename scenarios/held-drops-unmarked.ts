// Between dump and restore the container's network drops whatever is not CRIU's own: a new connection attempt gets no answer,
// not even a refusal, over IPv4 and IPv6 alike. Under `skip` the kernel goes on answering, as CRIU documents.
// Guards checkpoint-restore/criu#2180 (works as designed), criu#2550 (the lock stayed after the restore), criu#813 (IPv6 only).
import {counter, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a network that is held drops new connections',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2180', 'checkpoint-restore/criu#2550', 'checkpoint-restore/criu#813'],
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
