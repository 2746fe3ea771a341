// The container answers datagrams on a bound socket, and sends its own from a connected one. Its peer goes on sending
// while the container is dumped. Nobody sends those datagrams again, so they are lost. After the restore both sides get
// answers as before.
import {datagrams, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'datagrams are asked and answered both ways after the restore',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#561': 'after a restore datagrams do not arrive',
			'checkpoint-restore/criu#1130': 'UDP sockets are dumped and restored',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(datagrams(), {network: 'veth'});
		const exchange = await running.exchangeDatagrams();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await exchange.flow();
	},
);
