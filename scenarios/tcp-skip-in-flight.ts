// With `--tcp-skip-in-flight` CRIU leaves out a connection that nobody has accepted: the container comes back without
// it, its peer is reset, and new connections are accepted. crun has no such option.
import {echoServer, lacksOption, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a connection that nobody has accepted is passed over on demand',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#194': 'a connection in the queue of a listening socket makes the dump fail',
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: subject => lacksOption('checkpoint', '--tcp-skip-in-flight')(subject) ?? toolIsMissing(subject),
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectUnaccepted();
		const checkpoint = await running.checkpoint({words: ['--tcp-skip-in-flight']});
		const restored = await checkpoint.restore();
		await restored.goesOn();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.wasReset();
		const another = await restored.connectPeer();
		await another.isIntact();
	},
);
