// In the host’s network namespace CRIU also locks a connection that the container has ended: it is in FIN_WAIT2, and its
// peer sends the rest after the restore. For the other end of such a connection see tcp-netns-host-half-closed.
import {ending, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	"a TCP connection that the container has ended survives in the host's network namespace",
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#62': 'a connection that is being closed cannot be dumped',
			'checkpoint-restore/criu#577': 'a restore cuts the host off from its network',
		},
		has: ['inet-socket', 'host-network'],
		// CRIU opens a raw socket to restore a connection that was ended (CRIU soccr/soccr.c).
		capabilities: ['NET_RAW'],
		skip: toolIsMissing,
	},
	async ({container}) => {
		const peer = await container.listenOutside();
		await peer.pauses();
		const running = await container.start(ending('127.0.0.1'), {network: 'host'});
		await running.reaches('fin-wait-2');
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
		await peer.resumes();
		await restored.allCameBack();
		await peer.isIntact();
	},
);
