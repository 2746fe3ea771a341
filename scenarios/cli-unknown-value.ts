// A lock that does not exist: refused, with words that speak of the lock; a typing error must never turn into the default.
// The words need not repeat the value (crun's do not). Capital letters and the empty word are no methods either.
// Guards containers/crun#1613 (where the option came from).
import {counter, scenario} from '../harness/index.ts';

scenario(
	'an unknown lock is refused',
	{
		locks: ['nftables'],
		runtimes: ['crun'],
		told: 'nothing',
		reports: ['containers/crun#1613'],
	},
	async ({container, method}) => {
		const running = await container.start(counter());
		for (const value of ['bogus', method.toUpperCase(), '']) {
			const answer = await running.answerTo({before: ['--network-lock', value]});
			await answer.refuses();
		}
	},
);
