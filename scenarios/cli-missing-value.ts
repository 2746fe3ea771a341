// `--network-lock` without a value: refused, whether it would swallow the container's id or the next option, or ends the line.
// Guards containers/crun#1613 (where the option came from): crun up to 1.28 crashes when it ends the line.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a lock without a value is refused',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1613'],
	},
	async ({container}) => {
		const running = await container.start(counter());
		const swallowsTheId = await running.answerTo({before: ['--network-lock']});
		await swallowsTheId.refuses();
		const swallowsAnOption = await running.answerTo({before: ['--network-lock', '--leave-running']});
		await swallowsAnOption.refuses();
		const endsTheLine = await running.answerTo({before: ['--network-lock'], withoutId: true});
		await endsTheLine.refuses();
	},
);
