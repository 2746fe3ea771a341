// The option after the container's id: honoured or refused, but not passed over. Whoever writes it so asked for a lock.
// Guards containers/crun#1365 (options after the id).
import {counter, scenario} from '../harness/index.ts';

scenario(
	'a lock after the container’s id is honoured or refused',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1365'],
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		const answer = await running.answerTo({after: [`--network-lock=${method}`]});
		await answer.honoursOrRefuses(method);
	},
);
