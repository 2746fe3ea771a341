// A dump that fails, here for an undeclared connection, releases its lock: the peer notices nothing. No other suite
// checks the kernel after a failed dump.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a dump that failed',
	{
		locks: everyLock,
		smoke: true,
		reports: {
			'containers/podman#24799': 'a dump that fails must leave the container as it was',
		},
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const failed = await running.checkpointFails({tcpEstablished: false});
		failed.kernel.lockedUntilGivenUp(method);
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
