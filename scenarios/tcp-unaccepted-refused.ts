// A connection waits in the queue of the listening socket, and nobody has accepted it. CRIU refuses to dump it, and
// names the option that would leave it out. The refusal loses nothing: the lock is gone, and the connection is accepted
// later.
import {echoServer, explicitLocks, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a dump with a connection that nobody has accepted fails clearly and leaves it alone',
	{
		locks: explicitLocks,
		reports: {
			'checkpoint-restore/criu#194': 'a connection in the queue of a listening socket makes the dump fail',
			'checkpoint-restore/criu#2828': 'a failure leaves its lock',
		},
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectUnaccepted();
		const failed = await running.checkpointFails();
		failed.names('--skip-in-flight');
		await running.hasNoLock();
		await running.goesOn();
		await running.keepsCounting();
		await peer.isIntact();
	},
);
