// `--network-lock` given twice: the last value counts, or both are refused.
// The first value, or both locks at once, would contradict every other option.
import {another, counter, scenario} from '../harness/index.ts';

scenario(
	'of two locks the last one is honoured, or they are refused',
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
		const reaction = await running.reactionTo({before: ['--network-lock', another(method), '--network-lock', method]});
		await reaction.honoursOrRefuses(method);
	},
);
