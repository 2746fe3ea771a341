// What `npm test` repeats at its end about a failed step.
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

test('for AVA the titles of failed tests come first, then their errors, and no passed test', t => {
	const output = ['  ✔ good', '  ✘ [fail]: bad', '  ─', '', ...closing, ''].join('\n');
	t.deepEqual(describeFailure('tests of the parts', output, true).split('\n'), [
		'── failed: tests of the parts',
		'  ✘ [fail]: bad',
		'',
		'',
		...closing,
	]);
});

test('for an AVA that crashed, and for any other step, the whole output is repeated', t => {
	t.is(describeFailure('types', 'x.ts(1,1): error\n'), '── failed: types\n\nx.ts(1,1): error');
	t.is(describeFailure('parts', '  ✔ good\n', true), '── failed: parts\n\n  ✔ good');
});

test('no failure has more than 120 lines', t => {
	const lines = Array.from({length: 121}, (_, index) => `line ${index}`);
	const told = describeFailure('types', lines.join('\n')).split('\n').slice(2);
	t.deepEqual(told.slice(-2), ['line 119', '  …']);
	t.deepEqual(describeFailure('types', lines.slice(1).join('\n')).split('\n').slice(2), lines.slice(1));
});
