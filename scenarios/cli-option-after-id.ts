// `--network-lock` after the container’s id is honoured or refused.
// A user who writes it there asked for a lock; crun must not ignore that.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a lock after the container’s id is honoured or refused',
	{
		locks: ['nftables'],
		runtimes: ({hasLockFlag}) => hasLockFlag,
		told: 'nothing',
		reports: {
			'containers/crun#1365': "options after the container's id",
		},
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const reaction = await running.reactionTo({after: [`--network-lock=${method}`]});
		await reaction.honoursOrRefuses(method);
	},
);
