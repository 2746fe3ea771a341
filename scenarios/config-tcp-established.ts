// An operator’s `tcp-established` in /etc/criu/default.conf lets a container with a connection be dumped under any engine.
// CRI-O and containerd pass no such option, so the file is the only way.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'tcp-established in default.conf holds for the dump and the restore',
	{
		locks: ['nftables'],
		reports: {
			'checkpoint-restore/criu#1118': 'tcp-established in default.conf has no effect',
			'cri-o/cri-o#4199': 'an engine passes no --tcp-established',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: toolIsMissing,
	},
	async ({container, configure}) => {
		await configure.defaultConf('tcp-established');
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint({tcpEstablished: false});
		const restored = await checkpoint.restore({tcpEstablished: false});
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
