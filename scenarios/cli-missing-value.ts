// `--network-lock` without a value is refused, before the id, before another option, and at the end of the line.
// crun up to 1.28 crashes on it at the end of the line.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a lock without a value is refused',
	{
		locks: ['nftables'],
		runtimes: ({hasLockFlag}) => hasLockFlag,
		told: 'nothing',
		reports: {
			'containers/crun#1613': 'the pull request that gave crun the option',
		},
	},
	async ({container}) => {
		const running = await container.start(counter());
		const swallowsTheId = await running.reactionTo({before: ['--network-lock']});
		await swallowsTheId.refuses();
		const swallowsAnOption = await running.reactionTo({before: ['--network-lock', '--leave-running']});
		await swallowsAnOption.refuses();
		const endsTheLine = await running.reactionTo({before: ['--network-lock'], withoutId: true});
		await endsTheLine.refuses();
	},
);
