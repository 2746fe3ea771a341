// Restored with `--tcp-close`, the container goes on, its old connections are closed, and new ones are accepted.
// No connection is repaired, so nothing but the unlock itself takes the lock away.
import {echoServer, everyLock, lacksOption, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'connections that are to be closed are closed, and new ones are accepted',
	{
		locks: everyLock,
		reports: {
			'checkpoint-restore/criu#2828': 'rules are left behind',
			'cri-o/cri-o#4199': 'a restored container cannot be reached',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: subject => lacksOption('restore', '--tcp-close')(subject) ?? toolIsMissing(subject),
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore({tcpClose: true});
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.wasReset();
		const another = await restored.connectPeer();
		await another.isIntact();
	},
);
