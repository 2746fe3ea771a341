// A peer outside keeps sending while podman has the container checkpointed; afterwards every byte came back, once and in order.
// Guards cockpit-project/cockpit-podman#1850 (checkpoint --tcp-established fails), containers/podman#24799.
import {echoServer, podmanIsMissing, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection survives podman’s --tcp-established',
	{
		locks: ['unset', 'nftables'],
		reports: ['cockpit-project/cockpit-podman#1850', 'containers/podman#24799'],
		capabilities: ['DAC_OVERRIDE'],
		skip: subject =>
			podmanIsMissing(subject) ??
			toolIsMissing(subject) ??
			(subject.method === 'skip' ? 'nothing keeps the connection where CRIU does not lock; see tcp-veth' : undefined),
	},
	async ({podman, method}) => {
		const running = await podman.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const checkpoint = await running.checkpoint();
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
