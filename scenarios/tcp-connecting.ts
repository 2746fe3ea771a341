// The container has begun to connect and nobody has answered: its socket is in SYN_SENT when it is dumped. Without
// --tcp-established the dump is refused. After the restore the container tries on, and is connected once the other end
// can be reached.
import {connecting, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a TCP connection that nobody has answered is made after the restore',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#237': 'a dump fails on connections that come and go',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		await container.listenOutside();
		const drops = await container.dropOutside();
		const running = await container.start(connecting(), {network: 'veth'});
		await running.reaches('syn-sent');
		await running.refusesWithoutTcpEstablished();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await drops.ends();
		await restored.clientFlows();
	},
);
