// Chains of steps run side by side, and what they print is not mixed.
import test from 'ava';
import {runChains} from './run-chains.ts';

const step = (name: string, script: string) => ({name, words: ['sh', '-c', script]});

test('the first chain is shown as it comes, of the others each step as a whole', async t => {
	let shown = '';
	const ended = await runChains(
		[
			[step('long', 'echo begun; sleep 1; echo over')],
			[step('short', 'echo one; echo two'), step('shorter', 'echo three; exit 4')],
		],
		text => {
			shown += text;
		},
	);
	t.deepEqual(
		ended.map(({passed, failed}) => [passed, failed]),
		[
			[1, 0],
			[1, 0],
			[0, 1],
		],
	);
	t.true(shown.includes('── short: sh -c echo one; echo two\none\ntwo\n── short: 1 passed'), shown);
	t.true(
		shown.indexOf('\nbegun') < shown.indexOf('one\ntwo') && shown.indexOf('three\n──') < shown.indexOf('\nover'),
		shown,
	);
});
