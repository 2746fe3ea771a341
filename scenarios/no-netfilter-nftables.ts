// The kernel has no nftables: the dump fails and says so, and the container and its connection go on. Played by refusing CRIU the
// netlink socket that nftables goes through; that a kernel has the socket but not the table cannot be played in a sandbox.
// Guards checkpoint-restore/criu#2148, opencontainers/runc#4274 (kernels without nftables).
import {echoServer, scenario} from '../harness/index.ts';

scenario(
	'an nftables lock on a kernel without nftables fails clearly and leaves the container running',
	{
		locks: ['nftables'],
		reports: ['checkpoint-restore/criu#2148', 'opencontainers/runc#4274'],
	},
	async ({container, tools}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		await tools.lackNetfilter();
		const failed = await running.checkpointFails();
		failed.request.isAsAsked();
		failed.names('nftables');
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
