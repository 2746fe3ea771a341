// A dump that fails for a reason of its own, here a connection that it was not told of, gives up the lock that it had taken:
// the container goes on, its peer notices nothing, nothing is left.
// Guards containers/podman#24799 (a dump that fails must leave the container as it was); no other suite looks at the kernel
// after a failed dump.
import {echoServer, everyLock, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'nothing of the lock is left after a dump that failed',
	{
		locks: everyLock,
		reports: ['containers/podman#24799'],
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
