// `--network-lock METHOD`, the value as a word of its own: accepted, and it is the lock that is taken.
// Guards containers/crun#1613 (where the option came from); crun's own tests never write the option.
import {counter, scenario} from '../harness/index.ts';

scenario(
	'the lock as a word of its own is honoured',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1613'],
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const answer = await running.answerTo({before: ['--network-lock', method]});
		answer.honours(method);
	},
);
