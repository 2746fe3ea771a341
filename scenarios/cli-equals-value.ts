// `--network-lock=METHOD`, as most people write an option: honoured, or refused by name while the container runs on. crun up to
// 1.28 refuses it (`doesn't allow an argument`): a nuisance, but nobody is misled.
// Guards containers/crun#1613 (where the option came from).
import {counter, scenario} from '../harness/index.ts';

scenario(
	'the lock after an equals sign is honoured or refused',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1613'],
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const answer = await running.answerTo({before: [`--network-lock=${method}`]});
		await answer.honoursOrRefuses(method);
	},
);
