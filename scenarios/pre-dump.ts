// A pre-dump takes no lock: the container runs on, and its network with it. The dump that follows needs only the memory
// that was written since, and takes the lock. A lock in the pre-dump would stop the traffic that it is there to spare.
import {cannotTrackMemory, counter, lacksOption, scenario, toolIsMissing} from '../harness/index.ts';

scenario(
	'a pre-dump takes no lock, and the dump after it does',
	{
		locks: ['iptables', 'nftables'],
		reports: {
			'checkpoint-restore/criu#1141': 'a pre-dump is no whole dump: what it lacks comes with the dump that follows',
		},
		has: ['lasting-network'],
		skip: subject =>
			lacksOption('checkpoint', '--pre-dump')(subject) ?? cannotTrackMemory(subject) ?? toolIsMissing(subject),
	},
	async ({container, method}) => {
		const running = await container.start(counter(), {network: 'veth'});
		const attempts = running.attemptsFromOutside();
		const {words} = await running.preDump();
		await running.keepsCounting();
		await running.hasNoLock();
		await attempts.areAnswered();
		const checkpoint = await running.checkpoint({words});
		checkpoint.kernel.lockedBy(method);
		const restored = await checkpoint.restore();
		await restored.continuesCounting();
		await restored.hasNoLock();
	},
);
