// The tool of the lock is not installed: the dump fails and names the tool, and the container goes on.
// Users meet this on every distro whose CRIU package does not bring iptables.
import {echoServer, lockTool, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock whose tool is missing fails clearly and leaves the container running',
	{
		locks: ['unset', 'iptables'],
		core: true,
		reports: {
			'containers/podman#24799': 'podman cannot checkpoint where iptables is missing, and cannot choose another lock',
			'checkpoint-restore/criu#2339': '`iptables-restore` is missing',
			'cockpit-project/cockpit-podman#1850':
				'`podman container checkpoint --tcp-established` fails: `iptables-restore` is missing',
			'ai-dynamo/dynamo#12626': 'a bundle brings `iptables`, but CRIU runs `iptables-restore`',
		},
		skip: subject => {
			if (toolIsMissing(subject) !== undefined) return undefined;
			return `${subject.method} can lock here: nothing is missing`;
		},
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const failed = await running.checkpointFails();
		failed.names(lockTool[method] ?? method);
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
