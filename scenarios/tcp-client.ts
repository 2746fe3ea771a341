// A container’s connection to a server outside goes on after the restore, and nothing is lost.
// The lock must stop both directions, and must open both again. For `skip` see tcp-veth.
import {client, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a client's TCP connection to a server outside survives",
	{
		locks: ['unset', 'iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#2650':
				'runc with CRIU 4.1 cannot restore in a network namespace that outlived the container (`File exists`)',
			'cri-o/cri-o#4199': 'a restored container reaches nothing outside',
		},
		has: ['inet-socket', 'lasting-network'],
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
