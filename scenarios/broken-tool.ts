// The tool behind a lock is there but fails, as on a kernel without its table: the dump fails, names it, and leaves the
// container and its connection as they were. So too when only IPv6 cannot be locked: then IPv4 is locked already, and is opened again.
// Guards checkpoint-restore/criu#1035 and criu#292 (iptables-restore fails), criu#813 (only ip6tables-restore fails).
import {echoServer, lockTool, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock whose tool is broken fails clearly and leaves the container running',
	{
		locks: ['unset', 'iptables'],
		reports: ['checkpoint-restore/criu#1035', 'checkpoint-restore/criu#292', 'checkpoint-restore/criu#813'],
		skip: subject => {
			if (lockTool[subject.method] === undefined) return `${subject.method} needs no tool that could be broken`;
			return toolIsMissing(subject);
		},
	},
	async ({container, tools}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		for (const tool of ['ip6tables-restore', 'iptables-restore']) {
			await tools.breaks(tool);
			const failed = await running.checkpointFails();
			failed.request.isAsAsked();
			failed.names('iptables-restore');
			await running.keepsCounting();
			await running.hasNoLock();
		}
		await peer.isIntact();
	},
);
