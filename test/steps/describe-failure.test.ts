// What `npm test` says again at its end of a step that failed.
import test from 'ava';
import {describeFailure} from './describe-failure.ts';

const closing = [
	'bad',
	'',
	'  Difference (- actual, + expected):',
	'',
	'  - 1',
	'  + 2',
	'',
	'  ─',
	'',
	'1 test failed',
];

test('of AVA the titles that failed are told, then what is wrong with them, and no test that passed', t => {
	const output = ['  ✔ good', '  ✘ [fail]: bad', '  ─', '', ...closing, ''].join('\n');
	t.deepEqual(describeFailure('tests of the parts', output, true).split('\n'), [
		'── failed: tests of the parts',
		'  ✘ [fail]: bad',
		'',
		'',
		...closing,
	]);
});

test('of AVA that crashed, and of any other step, all that was printed is told', t => {
	t.is(describeFailure('types', 'x.ts(1,1): error\n'), '── failed: types\n\nx.ts(1,1): error');
	t.is(describeFailure('parts', '  ✔ good\n', true), '── failed: parts\n\n  ✔ good');
});

test('no failure has more than 120 lines', t => {
	const lines = Array.from({length: 121}, (_, index) => `line ${index}`);
	const told = describeFailure('types', lines.join('\n')).split('\n').slice(2);
	t.deepEqual(told.slice(-2), ['line 119', '  …']);
	t.deepEqual(describeFailure('types', lines.slice(1).join('\n')).split('\n').slice(2), lines.slice(1));
});
