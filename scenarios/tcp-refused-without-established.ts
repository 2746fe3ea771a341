// A dump without `--tcp-established` of a container with a connection fails, and the log names the option.
// The container, its connection and its network go on; CRI-O never passes the option.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a dump that may not touch connections fails clearly and leaves them alone',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'a failure leaves its lock',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['inet-socket'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		await running.refusesWithoutTcpEstablished();
		await peer.isIntact();
	},
);
