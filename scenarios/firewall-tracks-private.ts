// The container's own firewall accepts established connections and drops the rest, in a network namespace that CRIU
// makes anew. CRIU must restore the kernel's connection tracking, or the firewall drops the container's own connection
// over loopback.
import {everyLock, loopbackConnection, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a TCP connection over loopback survives behind a firewall that tracks connections',
	{
		locks: everyLock,
		runtimes: ({restoresPrivateNetwork}) => restoresPrivateNetwork,
		reports: {
			'checkpoint-restore/criu#54': 'packets of a restored connection are not known to the connection tracking',
		},
		has: ['inet-socket', 'own-firewall'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const running = await container.start(loopbackConnection(), {network: 'private'});
		const firewall = await running.setUpFirewall('nftables-conntrack');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await firewall.isUnchanged();
		await restored.loopbackFlows();
	},
);
