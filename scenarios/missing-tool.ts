// The tool behind a lock is not there: the dump fails and says why, and the container goes on as if nothing had happened.
// Guards containers/podman#24799, checkpoint-restore/criu#2339, cockpit-project/cockpit-podman#1850 (iptables-restore missing).
import {echoServer, lockTool, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a lock whose tool is missing fails clearly and leaves the container running',
	{
		locks: ['unset', 'iptables'],
		core: true,
		reports: ['containers/podman#24799', 'checkpoint-restore/criu#2339', 'cockpit-project/cockpit-podman#1850'],
		skip: subject => {
			if (toolIsMissing(subject) !== undefined) return undefined;
			return `${subject.method} can lock here: nothing is missing`;
		},
	},
	async ({container, method}) => {
		const running = await container.start(echoServer(), {network: 'veth'});
		const peer = await running.connectPeer();
		const failed = await running.checkpointFails();
		failed.request.isAsAsked();
		failed.names(lockTool[method] ?? method);
		await running.keepsCounting();
		await running.hasNoLock();
		await peer.isIntact();
	},
);
