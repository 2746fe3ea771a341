// An nftables lock on a kernel without nftables fails with a clear error; the container and its connection go on.
// netlock refuses CRIU the netlink socket, because a sandbox cannot remove nftables from the kernel.
import {echoServer, scenario} from '../harness/index.ts';

scenario(
	'an nftables lock on a kernel without nftables fails clearly and leaves the container running',
	{
		locks: ['nftables'],
		reports: {
			'checkpoint-restore/criu#2148': 'a kernel without nftables makes every call of CRIU fail',
			'opencontainers/runc#4274': 'runc cannot checkpoint on a kernel without nftables',
		},
	},
	async ({container, tools}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		await tools.lackNetfilter();
		const failed = await running.checkpointFails();
		failed.names('nftables');
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
