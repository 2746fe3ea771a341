// A lock that does not exist is refused, with an error that speaks of the lock: `bogus`, capital letters, nothing.
// A typing error must never turn into CRIU’s default lock.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an unknown lock is refused',
	{
		locks: ['nftables'],
		runtimes: ({hasLockFlag}) => hasLockFlag,
		told: 'nothing',
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
		},
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		for (const value of ['bogus', method.toUpperCase(), '']) {
			const reaction = await running.reactionTo({before: ['--network-lock', value]});
			await reaction.refuses();
		}
	},
);
