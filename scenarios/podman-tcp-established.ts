// A peer keeps sending while podman has the container checkpointed: every byte comes back once and in order.
// The lock exists for such connections; podman’s own tests send no byte after the restore.
import {echoServer, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection survives podman’s --tcp-established',
	{
		locks: ['unset', 'nftables'],
		reports: {
			'cockpit-project/cockpit-podman#1850':
				'`podman container checkpoint --tcp-established` fails: `iptables-restore` is missing',
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
		},
		has: ['inet-socket', 'lasting-network'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject =>
			podmanIsMissing(subject) ??
			toolIsMissing(subject) ??
			(subject.method === 'skip' ? 'nothing keeps the connection where CRIU does not lock; see tcp-veth' : undefined),
	},
	async ({podman}) => {
		const running = await podman.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
