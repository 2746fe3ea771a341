// The container is restored in a network that gives it another address, as an engine does on another host. Its server
// listens on every address, and a new peer must reach it at the new one. An established connection belongs to the old
// address and cannot be restored there: see tcp-close.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a server that is restored at another address is reached there',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#711': 'a restore on another host fails: the rules are not there',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['inet-socket'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const moved = await checkpoint.moved();
		const restored = await moved.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		const peer = await restored.connectPeer();
		await peer.isIntact();
	},
);
