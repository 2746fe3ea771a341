// `--network-lock METHOD`, with the value as a word of its own, takes that lock.
// crun’s own tests never write the option.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'the lock as a word of its own is honoured',
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
		const reaction = await running.reactionTo({before: ['--network-lock', method]});
		reaction.honours(method);
	},
);
