// A program outside is connected to the container’s Unix socket. CRIU dumps no half of a stream, not even with the option
// that its error names. Each refusal comes under the lock, and must release it: the connection goes on.
import {scenario, toolIsMissing, unixServer} from '../harness/index.ts';

scenario(
	'a dump is refused while a Unix connection has one end outside, and the container goes on with it',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#1788': 'a Unix connection with one end outside cannot be dumped',
		},
		skip: toolIsMissing,
	},
	async ({container, method}) => {
		const running = await container.start(unixServer(), {network: 'veth'});
		const inPod = await running.connectOverUnix({in: 'pod'});
		const unasked = await running.checkpointFails();
		unasked.names('--ext-unix-sk');
		unasked.kernel.lockedUntilGivenUp(method);
		const asked = await running.checkpointFails({words: ['--ext-unix-sk']});
		asked.names("Can't dump half of stream unix connection");
		asked.kernel.lockedUntilGivenUp(method);
		await running.keepsCounting();
		await running.hasNoLock();
		await inPod.isIntact();
		const onHost = await running.connectOverUnix({in: 'host'});
		const unseen = await running.checkpointFails({words: ['--ext-unix-sk']});
		unseen.names('Unix socket');
		unseen.kernel.lockedUntilGivenUp(method);
		await running.hasNoLock();
		await onHost.isIntact();
	},
);
