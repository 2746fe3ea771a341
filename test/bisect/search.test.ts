// The build in which cells start to fail: it is found in few runs despite flaky cells, or no build is named.
import test from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import type {BuildVerdict, SkippedBuild} from '../../harness/results/bisection.ts';
import {
	alternating,
	always,
	type Behaviour,
	bisectIn,
	but,
	failsFrom,
	found,
	indices,
	names,
	notFound,
} from '../fixtures/bisection.ts';

test('every build can be the first bad one, and is found in log₂ n builds with the given rounds', async t => {
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

test('only cells of the signal run between the ends', async t => {
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
	test(`no build is named if cells are ${what}`, async t => {
		const {result} = await bisectIn({builds: 5, cells: cells as Record<string, Behaviour>});
		t.like(notFound(result), {schema: 1, ...expected} as object);
		t.true(result.log.length >= 2);
	});
}

test('every step is reported with its judgement', async t => {
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

test('a reported step never changes', async t => {
	const told: (BuildVerdict | SkippedBuild)[] = [];
	const cells = {a: failsFrom(3), b: failsFrom(6)};
	const {result} = await bisectIn({builds: 9, cells}, {onBuild: build => told.push(build)});
	t.like(told[0], {cells: [{counts: {pass: 3}}, {counts: {pass: 3}}]});
	t.like(result.log[0], {cells: [{counts: {pass: 6}}, {counts: {pass: 6}}]});
});

test('one build, or no round, is a usage error', async t => {
	await t.throwsAsync(bisectIn({builds: 1, cells: {}}), {instanceOf: UsageError, message: /two at least/});
	for (const repeat of [0, -1, 1.5, Number.NaN]) {
		await t.throwsAsync(bisectIn({builds: 2, cells: {}}, {repeat}), {instanceOf: UsageError});
	}
});
