// podman's restore of a connection is refused without --tcp-established. The next restore, with the option, succeeds,
// and every byte comes back. The lock must hold between the two, or the first packet resets the connection.
import {echoServer, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'podman’s restore that was refused succeeds with the option that it lacked',
	{
		locks: ['nftables'],
		reports: {
			'checkpoint-restore/criu#2828': 'CRIU keeps the lock after a failed restore because a retry may follow',
		},
		// crun cannot take over what its failed restore left, on cgroup v1: docs/findings/crun-failed-restore.md.
		runtimes: ({name}) => name === 'runc',
		has: ['inet-socket', 'lasting-network'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject => podmanIsMissing(subject) ?? toolIsMissing(subject),
	},
	async ({podman}) => {
		const running = await podman.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		await checkpoint.restoreFails({tcpEstablished: false});
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
