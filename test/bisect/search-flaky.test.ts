// The search among flaky cells: they are left out, and the confidence is correct.
import test from 'ava';
import type {Outcome} from '../../harness/model/axes.ts';
import type {BuildRef} from '../../harness/results/bisection.ts';
import {
	alternating,
	always,
	type Behaviour,
	bisectIn,
	but,
	failsFrom,
	found,
	lying,
	names,
	seeded,
} from '../fixtures/bisection.ts';

test('among flaky cells a stable one decides, and no wrong build is named', async t => {
	const random = seeded(20261126);
	let named = 0;
	for (let trial = 0; trial < 400; trial++) {
		const builds = 2 + Math.floor(random() * 40);
		const firstBad = 1 + Math.floor(random() * (builds - 1));
		const flaky = Array.from({length: Math.floor(random() * 5)}, (_, index): [string, Behaviour] => {
			const rate = 0.3 + random() * 0.4;
			return [`flaky ${index}`, () => (random() < rate ? 'fail' : 'pass')];
		});
		const {result} = await bisectIn({
			builds,
			cells: {...Object.fromEntries(flaky), solid: failsFrom(firstBad), other: always('pass')},
		});
		const answer = found(result);
		t.is(answer.firstBad.index, firstBad, `trial ${trial}`);
		t.true(names(answer.cells).includes('solid'));
		if (names(answer.flaky).length > 0) named++;
	}
	t.true(named > 200, `flaky cells were named in ${named} trials`);
});

test('the answer is right at least as often as its confidence, if cells are wrong as often as assumed', async t => {
	const random = seeded(7);
	const trials = 3000;
	let right = 0;
	let answers = 0;
	let confidence = 0;
	for (let trial = 0; trial < trials; trial++) {
		const firstBad = 1 + Math.floor(random() * 15);
		const {result} = await bisectIn({builds: 16, cells: {a: lying(failsFrom(firstBad), 0.1, random)}}, {repeat: 1});
		if (!result.found) continue;
		answers++;
		confidence += result.confidence;
		if (result.firstBad.index === firstBad) right++;
	}
	t.true(answers > trials / 2);
	t.true(right / answers >= confidence / answers, `${right / answers} right, ${confidence / answers} promised`);
	t.true(right < answers, 'with one round and such cells, some answers are wrong');
});

test('confidence grows with the rounds, and falls with the number of builds that ran', async t => {
	const of = async (builds: number, repeat: number): Promise<number> =>
		found((await bisectIn({builds, cells: {a: failsFrom(1)}}, {repeat})).result).confidence;
	t.is(await of(2, 1), 0.9 ** 2);
	t.is(await of(2, 3), 0.999 ** 2);
	t.true(Math.abs((await of(5, 3)) - 0.999 ** 4) < 1e-12);
});

test('confidence is that of the cell with the fewest rounds', async t => {
	const recall = ({index}: BuildRef, cell: string): Outcome[] =>
		cell === 'often' ? Array(9).fill(index < 1 ? 'pass' : 'fail') : [];
	const {result} = await bisectIn(
		{builds: 2, cells: {often: failsFrom(1), seldom: failsFrom(1)}},
		{known: {recall, remember: () => {}}},
	);
	t.is(found(result).confidence, 0.999 ** 2);
});

test('a cell that is flaky in one build only does not count there, and the others decide', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: but(4, alternating, failsFrom(2)), b: failsFrom(6)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.flaky, [{cell: 'a', build: {index: 4}, counts: {pass: 2, fail: 1}}]);
	t.deepEqual(names(answer.cells), ['b']);
});

test('a build is judged again if the cell that made it bad proves flaky', async t => {
	// At 8 only `a` fails, so the search continues below. At 4 `a` is flaky: then 8 was good, and the defect is above it.
	const {result} = await bisectIn({builds: 17, cells: {a: but(4, alternating, failsFrom(2)), b: failsFrom(11)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 11);
	t.deepEqual(
		answer.log.map(({build, verdict}) => [build.index, verdict]),
		[
			[0, 'good'],
			[16, 'bad'],
			[8, 'good'],
			[4, 'good'],
			[12, 'bad'],
			[10, 'good'],
			[11, 'bad'],
		],
	);
});

test('a cell that fails alone for long is run again at the ends, and does not count if it was wrong there', async t => {
	const late: Behaviour = (_, round) => (round < 4 ? 'pass' : 'fail');
	const {result} = await bisectIn({builds: 9, cells: {a: but(0, late, always('fail')), b: failsFrom(7)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 7);
	t.like(answer.flaky, [{cell: 'a', build: {index: 0}, counts: {pass: 4, fail: 1}}]);
});

test('cells that disagree get as many rounds again, and a cell that then proves flaky does not count', async t => {
	const late: Behaviour = (_, round) => (round < 4 ? 'fail' : 'pass');
	const {result, runs} = await bisectIn({builds: 9, cells: {a: but(4, late, failsFrom(5)), b: failsFrom(7)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 7);
	t.like(answer.flaky, [{cell: 'a', counts: {pass: 1, fail: 4}}]);
	t.is(runs.filter(({build}) => build === 4).length, 5);
});
