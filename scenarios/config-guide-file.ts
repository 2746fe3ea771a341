// The configuration file of a guide for Kubernetes: four lines in the runtime’s own file, none of which a kubelet can pass.
// A file that the request names comes after the request, so nothing in it is lost, whatever the request says.
import {echoServer, handsOverNoFile, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a guide’s configuration file holds, line by line',
	{
		locks: ['nftables'],
		reports: {
			'checkpoint-restore/criu#2594': 'tcp-established in runc.conf, for containers of Kubernetes',
			'containers/crun#1892': 'crun names a configuration file to CRIU',
		},
		has: ['inet-socket', 'lasting-network'],
		skip: subject => handsOverNoFile(subject) ?? toolIsMissing(subject),
	},
	async ({container, configure}) => {
		await configure.ownConf('tcp-established', 'link-remap', 'file-locks', 'skip-in-flight');
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint({tcpEstablished: false});
		const restored = await checkpoint.restore({tcpEstablished: false});
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
