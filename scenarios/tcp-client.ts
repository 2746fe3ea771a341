// The container is the client, its server is outside: the connection goes on from the container's side, nothing lost.
// Guards checkpoint-restore/criu#2650, cri-o/cri-o#4199 (restored, but nothing got out). `skip` is for tcp-veth.
import {client, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a client's TCP connection to a server outside survives",
	{
		locks: ['unset', 'iptables', 'nftables'],
		reports: ['checkpoint-restore/criu#2650', 'cri-o/cri-o#4199'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const server = await container.listenOutside();
		const running = await container.start(client(), {network: 'veth'});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.clientFlows();
		await server.isIntact();
	},
);
