// The search among builds that cannot be used and cells that break: it skips both, and names them.
import test from 'ava';
import {bisect} from '../../harness/bisect/search.ts';
import {
	always,
	type Behaviour,
	bisectIn,
	but,
	failsFrom,
	found,
	indices,
	notFound,
	seeded,
	stepsOf,
} from '../fixtures/bisection.ts';

test('a build that cannot be used is replaced by its neighbour', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: failsFrom(6)}, unusable: [4]});
	const answer = found(result);
	t.deepEqual(indices(answer.suspects), [6]);
	t.like(answer.skipped, [{build: {index: 4}, why: 'does not compile'}]);
	t.is(answer.log[2]?.build.index, 3);
});

test('if builds next to the defect cannot be used, any of them may have it', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: failsFrom(5)}, unusable: [4, 5]});
	const answer = found(result);
	t.deepEqual(indices([answer.lastGood, answer.firstBad]), [3, 6]);
	t.deepEqual(indices(answer.suspects), [4, 5, 6]);
});

test('whatever builds cannot be used, the defect is among the suspects, and all other suspects were skipped', async t => {
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

test('a build in which no cell ran is skipped too', async t => {
	const {result} = await bisectIn({builds: 9, cells: {a: but(4, always('error'), failsFrom(6))}});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.skipped, [{build: {index: 4}, why: 'no cell could be run'}]);
	t.deepEqual(answer.untold, []);
});

test('a cell that breaks in one build only is left out, and named', async t => {
	const {result} = await bisectIn({
		builds: 9,
		cells: {a: but(4, always('error'), failsFrom(2)), b: failsFrom(6)},
	});
	const answer = found(result);
	t.is(answer.firstBad.index, 6);
	t.like(answer.untold, [{cell: 'a', build: {index: 4}, counts: {error: 6}}]);
});

test('an error does not count as a round: the cell runs again', async t => {
	const once: Behaviour = (build, round) => (round === 1 ? 'error' : failsFrom(2)(build, round));
	const {result} = await bisectIn({builds: 4, cells: {a: once}});
	const answer = found(result);
	t.is(answer.firstBad.index, 2);
	t.like(answer.cells[0]?.builds[0]?.counts, {pass: 3, error: 1});
});

test('a cell that breaks in most rounds has too few results', async t => {
	const mostly: Behaviour = (build, round) => (round === 0 ? failsFrom(1)(build, 0) : 'error');
	const {result} = await bisectIn({builds: 2, cells: {a: mostly}});
	t.like(notFound(result), {reason: 'trouble', log: [{verdict: 'unclear'}, {verdict: 'unclear'}]});
});

test('a cell that cannot run by plan is not tried again', async t => {
	const {runs} = await bisectIn({builds: 2, cells: {a: failsFrom(1), b: always('miss'), c: always('skip')}});
	t.deepEqual(
		runs.map(({cells}) => cells.length),
		[3, 1, 1, 3, 1, 1],
	);
});

test('a cell that is missing from the results of a run is a miss', async t => {
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
