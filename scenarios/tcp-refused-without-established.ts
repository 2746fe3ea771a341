// A container with an established connection is dumped without `--tcp-established`: that fails, the log says which option is
// missing, and it is as if nothing had happened: the container runs, its connection lives, its network is not locked.
// Guards checkpoint-restore/criu#2828 (locks left after a failure), cri-o/cri-o#4199; CRI-O never passes the option.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a dump that may not touch connections fails clearly and leaves them alone',
	{
		locks: everyLock,
		reports: ['checkpoint-restore/criu#2828', 'cri-o/cri-o#4199'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const failed = await running.checkpointFails({tcpEstablished: false});
		failed.request.isAsAsked();
		failed.names('--tcp-established');
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
