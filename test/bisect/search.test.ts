// The build in which cells began to fail: found in few runs, in spite of cells that lie, or not named at all.
import test from 'ava';
import {bisect} from '../../harness/bisect/search.ts';
import type {Outcome} from '../../harness/model/axes.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import type {BuildRef, BuildVerdict, Found, NotFound, SkippedBuild} from '../../harness/results/bisection.ts';
import {
	alternating,
	always,
	type Behaviour,
	bisectIn,
	failsFrom,
	lying,
	seeded,
	stepsOf,
} from '../fixtures/bisection.ts';

const found = (result: Found | NotFound): Found => {
	if (!result.found) throw new Error(`not found: ${result.reason}`);
	return result;
};
const notFound = (result: Found | NotFound): NotFound => {
	if (result.found) throw new Error(`found: ${result.firstBad.name}`);
	return result;
};
const names = (all: readonly {cell: string}[]): string[] => all.map(({cell}) => cell);
const indices = (builds: readonly BuildRef[]): number[] => builds.map(({index}) => index);

/** As `usually`, but in one build. */
const but =
	(build: number, there: Behaviour, usually: Behaviour): Behaviour =>
	(index, round) =>
		(index === build ? there : usually)(index, round);

test('every build can be the first bad one, in log₂ n builds of as many rounds as asked for', async t => {
	for (const builds of [2, 3, 4, 7, 16, 33]) {
		for (let firstBad = 1; firstBad < builds; firstBad++) {
			const {result, runs} = await bisectIn({builds, cells: {a: failsFrom(firstBad), b: always('pass')}});
			const {firstBad: bad, lastGood, suspects, cells} = found(result);
			t.deepEqual(indices([lastGood, bad, ...suspects]), [firstBad - 1, firstBad, firstBad]);
			t.deepEqual(names(cells), ['a']);
			t.true(runs.length <= 3 * (2 + Math.ceil(Math.log2(builds - 1))), `${runs.length} runs of ${builds} builds`);
		}
	}
});

test('only cells of the signal are run between the ends', async t => {
	const {runs} = await bisectIn({
		builds: 9,
		cells: {a: failsFrom(5), good: always('pass'), bad: always('fail'), flaky: alternating, skip: always('skip')},
	});
	t.deepEqual(
		runs.filter(({build}) => build > 0 && build < 8).flatMap(({cells}) => cells.filter(cell => cell !== 'a')),
		[],
	);
	t.true(runs.some(({build, cells}) => build === 8 && cells.includes('good')));
});

test('among flaky cells a solid one is believed, and no wrong build is named', async t => {
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

test('the answer is right at least as often as its confidence says, when cells lie as often as is assumed', async t => {
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

test('confidence grows with the rounds, and falls with the builds that were looked into', async t => {
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

test('a cell that is flaky only in one build loses its say there, and the others decide', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: but(4, alternating, failsFrom(2)), b: failsFrom(6)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.flaky, [{cell: 'a', build: {index: 4}, counts: {pass: 2, fail: 1}}]);
	t.deepEqual(names(answer.cells), ['b']);
});

test('a build is judged again when the cell that made it bad turns out to be flaky', async t => {
	// At 8 `a` alone fails, so the search goes below; at 4 it is mixed: then 8 was good, and the defect is above it.
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

test('a cell that fails alone for long is asked again at the ends, and loses its say if it lied there', async t => {
	const late: Behaviour = (_, round) => (round < 4 ? 'pass' : 'fail');
	const {result} = await bisectIn({builds: 9, cells: {a: but(0, late, always('fail')), b: failsFrom(7)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 7);
	t.like(answer.flaky, [{cell: 'a', build: {index: 0}, counts: {pass: 4, fail: 1}}]);
});

test('cells that disagree get as many rounds again, and one that is flaky then loses its say', async t => {
	const late: Behaviour = (_, round) => (round < 4 ? 'fail' : 'pass');
	const {result, runs} = await bisectIn({builds: 9, cells: {a: but(4, late, failsFrom(5)), b: failsFrom(7)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 7);
	t.like(answer.flaky, [{cell: 'a', counts: {pass: 1, fail: 4}}]);
	t.is(runs.filter(({build}) => build === 4).length, 5);
});

test('of two defects the older one is named, with its cells only', async t => {
	const {result, runs} = await bisectIn({builds: 9, cells: {a: failsFrom(3), b: failsFrom(6), c: failsFrom(3)}});
	const answer = found(result);
	t.is(answer.firstBad.index, 3);
	t.deepEqual(names(answer.cells), ['a', 'c']);
	t.deepEqual(answer.later, ['b']);
	for (const build of [0, 4, 8]) t.is(runs.filter(each => each.build === build).length, 6);
	t.is(answer.cells[0]?.builds.find(({build}) => build.index === 4)?.counts.fail, 6);
});

test('every build that the answer names has its counts', async t => {
	const answer = found((await bisectIn({builds: 8, cells: {a: failsFrom(5)}})).result);
	const counts = new Map(answer.cells[0]?.builds.map(each => [each.build.index, each.counts]));
	t.like(counts.get(4), {pass: 3, fail: 0});
	t.like(counts.get(5), {pass: 0, fail: 3});
	t.deepEqual(
		[...counts.keys()],
		[...counts.keys()].toSorted((a, b) => a - b),
	);
	t.is(answer.schema, 1);
});

test('a build that cannot be used is passed over for its neighbour', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: failsFrom(6)}, unusable: [4]});
	const answer = found(result);
	t.deepEqual(indices(answer.suspects), [6]);
	t.like(answer.skipped, [{build: {index: 4}, why: 'does not compile'}]);
	t.is(answer.log[2]?.build.index, 3);
});

test('where builds next to the defect cannot be used, any of them may have it', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: failsFrom(5)}, unusable: [4, 5]});
	const answer = found(result);
	t.deepEqual(indices([answer.lastGood, answer.firstBad]), [3, 6]);
	t.deepEqual(indices(answer.suspects), [4, 5, 6]);
});

test('whatever builds cannot be used, the defect is among the suspects, and all others of them were skipped', async t => {
	const random = seeded(3);
	for (let trial = 0; trial < 300; trial++) {
		const builds = 2 + Math.floor(random() * 30);
		const firstBad = 1 + Math.floor(random() * (builds - 1));
		const unusable = indices(stepsOf(builds)).filter(() => random() < 0.4);
		const {result} = await bisectIn({builds, cells: {a: failsFrom(firstBad)}, unusable});
		const usable = indices(stepsOf(builds)).filter(index => !unusable.includes(index));
		if (!usable.some(index => index < firstBad)) {
			t.is(notFound(result).reason, usable.length < 2 ? 'unusable' : 'first-bad');
		} else if (!usable.some(index => index >= firstBad)) {
			t.is(notFound(result).reason, usable.length < 2 ? 'unusable' : 'last-good');
		} else {
			const {suspects, firstBad: seen} = found(result);
			t.true(indices(suspects).includes(firstBad));
			t.true(suspects.every(({index}) => index === seen.index || unusable.includes(index)));
		}
	}
});

test('a build in which no cell could be run is passed over too', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: but(4, always('error'), failsFrom(6))}});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.skipped, [{build: {index: 4}, why: 'no cell could be run'}]);
	t.deepEqual(answer.untold, []);
});

test('a cell that breaks where others do not is left out, and said to be', async t => {
	const {result} = await bisectIn({
		builds: 9,
		cells: {a: but(4, always('error'), failsFrom(2)), b: failsFrom(6)},
	});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.untold, [{cell: 'a', build: {index: 4}, counts: {error: 6}}]);
});

test('an error does not count as a round: the cell is run again', async t => {
	const once: Behaviour = (build, round) => (round === 1 ? 'error' : failsFrom(2)(build, round));
	const {result} = await bisectIn({builds: 4, cells: {a: once}});
	const answer = found(result);
	t.is(answer.firstBad.index, 2);
	t.like(answer.cells[0]?.builds[0]?.counts, {pass: 3, error: 1});
});

test('a cell that breaks in most rounds has told too little', async t => {
	const mostly: Behaviour = (build, round) => (round === 0 ? failsFrom(1)(build, 0) : 'error');
	const {result} = await bisectIn({builds: 2, cells: {a: mostly}});
	t.like(notFound(result), {reason: 'trouble', log: [{verdict: 'unclear'}, {verdict: 'unclear'}]});
});

test('what cannot be run by plan is not tried again', async t => {
	const {runs} = await bisectIn({builds: 2, cells: {a: failsFrom(1), b: always('miss'), c: always('skip')}});
	t.deepEqual(
		runs.map(({cells}) => cells.length),
		[3, 1, 1, 3, 1, 1],
	);
});

test('a cell of which a run says nothing was missed', async t => {
	let runs = 0;
	const result = await bisect(stepsOf(2), {
		repeat: 3,
		cells: ['a'],
		run: async () => {
			runs++;
			return [];
		},
	});
	t.like(notFound(result), {reason: 'trouble', untold: [{counts: {miss: 1}}, {counts: {miss: 1}}]});
	t.is(runs, 2);
});

for (const [what, cells, expected] of [
	[
		'bad from the first build on',
		{a: always('fail'), b: always('pass')},
		{reason: 'first-bad', failing: [{cell: 'a', counts: {fail: 3}}]},
	],
	[
		'in the wrong order',
		{a: (build: number) => (build < 2 ? 'fail' : 'pass')},
		{reason: 'first-bad', failing: [{cell: 'a'}]},
	],
	['good to the last', {a: always('pass'), b: always('pass')}, {reason: 'last-good', failing: []}],
	['bad only in between', {a: (build: number) => (build === 2 ? 'fail' : 'pass')}, {reason: 'last-good'}],
	[
		'flaky',
		{a: alternating, b: always('pass')},
		{reason: 'flaky', flaky: [{cell: 'a', counts: {pass: 2, fail: 1}}, {cell: 'a'}]},
	],
	[
		'flaky in the last build only',
		{a: but(4, alternating, always('pass'))},
		{reason: 'flaky', flaky: [{build: {index: 4}}]},
	],
	['flaky where it matters', {a: but(2, alternating, failsFrom(3))}, {reason: 'flaky', flaky: [{build: {index: 2}}]}],
	[
		'broken',
		{a: always('error'), b: always('pass')},
		{
			reason: 'trouble',
			untold: [
				{cell: 'a', build: {index: 0}},
				{build: {index: 4}, counts: {error: 6}},
			],
		},
	],
	['unavailable', {a: always('miss')}, {reason: 'trouble', untold: [{counts: {miss: 1}}, {counts: {miss: 1}}]}],
	[
		'broken in the last build',
		{a: but(4, always('error'), always('pass'))},
		{reason: 'trouble', untold: [{build: {index: 4}}]},
	],
	['not applicable', {a: always('skip')}, {reason: 'trouble', untold: []}],
	['selected by nobody', {}, {reason: 'trouble'}],
] as const) {
	test(`no build is named where cells are ${what}`, async t => {
		const {result} = await bisectIn({builds: 5, cells: cells as Record<string, Behaviour>});
		t.like(notFound(result), {schema: 1, ...expected} as object);
		t.true(result.log.length >= 2);
	});
}

test('ends that cannot be used give way to their neighbours, and two must be left', async t => {
	const cells = {a: failsFrom(2)};
	const inner = found((await bisectIn({builds: 5, cells, unusable: [0, 4]})).result);
	t.deepEqual(indices([inner.lastGood, inner.firstBad]), [1, 2]);
	t.deepEqual(indices(inner.skipped.map(({build}) => build)), [0, 4]);
	for (const unusable of [
		[0, 1, 2, 3, 4],
		[0, 1, 2, 3],
		[1, 2, 3, 4],
	]) {
		t.is(notFound((await bisectIn({builds: 5, cells, unusable})).result).reason, 'unusable');
	}
});

test('every step is told as it is judged', async t => {
	const told: (BuildVerdict | SkippedBuild)[] = [];
	await bisectIn(
		{builds: 9, cells: {a: failsFrom(6), known: always('fail')}, unusable: [4]},
		{onBuild: build => told.push(build)},
	);
	t.deepEqual(
		told.map(({build, verdict}) => [build.index, verdict]),
		[
			[0, 'good'],
			[8, 'bad'],
			[4, 'skipped'],
			[3, 'good'],
			[5, 'good'],
			[6, 'bad'],
		],
	);
});

test('what was told of a step stays as it was told', async t => {
	const told: (BuildVerdict | SkippedBuild)[] = [];
	const cells = {a: failsFrom(3), b: failsFrom(6)};
	const {result} = await bisectIn({builds: 9, cells}, {onBuild: build => told.push(build)});
	t.like(told[0], {cells: [{counts: {pass: 3}}, {counts: {pass: 3}}]});
	t.like(result.log[0], {cells: [{counts: {pass: 6}}, {counts: {pass: 6}}]});
});

test('an error of another kind ends the bisection', async t => {
	await t.throwsAsync(
		bisect(stepsOf(3), {
			repeat: 1,
			run: async () => {
				throw new Error('interrupted');
			},
		}),
		{message: 'interrupted'},
	);
});

test('one build, or no round, is a usage error', async t => {
	await t.throwsAsync(bisectIn({builds: 1, cells: {}}), {instanceOf: UsageError, message: /two at least/});
	for (const repeat of [0, -1, 1.5, Number.NaN]) {
		await t.throwsAsync(bisectIn({builds: 2, cells: {}}, {repeat}), {instanceOf: UsageError});
	}
});
