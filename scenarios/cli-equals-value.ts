// `--network-lock=METHOD`, as most people write an option, is honoured or refused; crun up to 1.28 refuses it.
// A refusal is a nuisance, but a lock that is silently dropped misleads the user.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'the lock after an equals sign is honoured or refused',
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
		const reaction = await running.reactionTo({before: [`--network-lock=${method}`]});
		await reaction.honoursOrRefuses(method);
	},
);
