// The tool of the lock is installed but fails, for IPv4 or only for IPv6: the dump fails and names the tool.
// The container and its connection go on, also where IPv4 was locked before IPv6 failed.
import {echoServer, lockTool, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock whose tool is broken fails clearly and leaves the container running',
	{
		locks: ['unset', 'iptables'],
		reports: {
			'checkpoint-restore/criu#1035': 'iptables-restore fails: the kernel has no `mark` match',
			'lxc/lxc#3273': 'iptables-restore fails under LXC: the kernel has no `mark` match',
			'checkpoint-restore/criu#292': "iptables-restore fails in the container's network namespace",
			'checkpoint-restore/criu#813': 'only the IPv6 tool fails',
		},
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
			failed.names('iptables-restore');
			await running.keepsCounting();
			await running.hasNoLock();
		}
		await peer.isIntact();
	},
);
