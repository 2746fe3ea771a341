// The option given twice: the last one counts, as everywhere, or it is refused. What must not be is the first one, or both.
// Guards containers/crun#1613 (where the option came from).
import {another, counter, scenario} from '../harness/index.ts';

scenario(
	'of two locks the last one is honoured, or they are refused',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1613'],
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const answer = await running.answerTo({before: ['--network-lock', another(method), '--network-lock', method]});
		await answer.honoursOrRefuses(method);
	},
);
