// At the moment of the dump the container's socket holds bytes that it has not read, and bytes that are not acknowledged yet:
// they are dumped with it, and none is lost, doubled or out of place afterwards.
// Guards checkpoint-restore/criu#2650, containers/podman#24799. Under `skip` such a connection is reset: tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'data in flight at the moment of the dump survives',
	{
		locks: ['iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#2650', 'containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer({deaf: true});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peer.isIntact();
	},
);
