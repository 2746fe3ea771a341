// Many connections at once: each goes on, with its own bytes.
// Guards checkpoint-restore/criu#2650, containers/podman#24799; no runtime's suite has more than one connection. `skip` is for tcp-veth.
import {echoServer, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'32 established TCP connections survive',
	{
		locks: ['iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#2650', 'containers/podman#24799'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peers = await running.connectPeer({count: 32});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await peers.isIntact();
	},
);
