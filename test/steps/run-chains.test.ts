// Chains of steps run side by side, and their outputs do not mix.
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {runChains} from './run-chains.ts';

const step = (name: string, script: string) => ({name, words: ['sh', '-c', script]});

test('the first chain is shown at once, the others step by step', async t => {
	const folder = await folderWith(t, {});
	const [begun, over] = ['begun', 'over'].map(name => join(folder, name));
	const awaits = (file = '') => `until [ -e ${file} ]; do sleep 0.05; done`;
	let shown = '';
	const ended = await runChains(
		[
			[step('long', `echo begun; touch ${begun}; ${awaits(over)}; echo over`)],
			[
				step('short', `${awaits(begun)}; echo one; echo two`),
				step('shorter', `echo three; exit 4`),
				step('last', `touch ${over}`),
			],
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
			[1, 0],
		],
	);
	t.true(shown.includes('echo two\none\ntwo\n── short: 1 passed'), shown);
	t.true(
		shown.indexOf('\nbegun') < shown.indexOf('one\ntwo') && shown.indexOf('three\n──') < shown.indexOf('\nover'),
		shown,
	);
});
