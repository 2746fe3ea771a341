// A connection inside the container, over its own loopback, goes on after the restore: bytes flow, none lost, none wrong.
// Guards checkpoint-restore/criu#2550 (the nftables table stayed after the restore, and dropped all traffic), criu#1707, criu#2313.
import {everyLock, loopbackConnection, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'an established TCP connection survives on loopback',
	{
		locks: everyLock,
		core: true,
		reports: ['checkpoint-restore/criu#2550', 'checkpoint-restore/criu#1707', 'checkpoint-restore/criu#2313'],
		skip: toolIsMissing,
	},
	async ({container, runtime}) => {
		// runc leaves network devices to others (checkpoint.go): in a network namespace of the container's own, loopback is down
		// when CRIU reconnects the sockets. One that outlives the container has it up.
		const network = runtime === 'runc' ? 'veth' : 'private';
		const running = await container.start(loopbackConnection(), {network});
		const checkpoint = await running.checkpoint();
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.loopbackFlows();
	},
);
