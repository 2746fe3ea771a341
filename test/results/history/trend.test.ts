// Trends over nights: first bad and last good run, other changes between the two, flaky cells, and cells that did not
// run.
import test from 'ava';
import {withCauses} from '../../../harness/results/causes/causes.ts';
import type {HistoryEntry} from '../../../harness/results/history/entry.ts';
import {sinceOf, withSince} from '../../../harness/results/history/since.ts';
import {toEntry} from '../../../harness/results/history/to-entry.ts';
import {trendOf} from '../../../harness/results/history/trend.ts';
import {idOf, type Night, nightOf, small} from '../../fixtures/history.ts';
import {makeCell, makeResults, sampleResults} from '../../fixtures/results.ts';

const nights = (...each: Night[]): HistoryEntry[] => each.map((night, index) => nightOf(small, index, night));
const cellIn = (entries: HistoryEntry[], place = 0) => {
	const trend = trendOf(entries);
	const cell = trend.cells.find(({id}) => id.endsWith(small.axes.scenarios[place] ?? '?'));
	return {cell, since: cell && sinceOf(cell.spells, trend.runs)};
};
const causeIn = (entries: HistoryEntry[]) => {
	const trend = trendOf(entries);
	const [cause] = trend.causes;
	return {cause, since: cause && sinceOf(cause.spells, trend.runs)};
};
const bad = {marks: 'Fp', cause: [0]};

test('for a cell that turned bad, the last good run, the first bad one, and the other changes are named', t => {
	const {cell, since} = cellIn(nights({crun: '1.20'}, {crun: '1.20'}, {...bad, crun: '1.21', kernel: '6.19'}, bad));
	t.is(cell?.state, 'ongoing');
	t.deepEqual(since, {
		state: 'ongoing',
		firstBad: idOf(2),
		lastGood: idOf(1),
		changed: ['crun 1.20 → 1.21', 'kernel 6.18.0 → 6.19'],
	});
});

test('a run without a cell says nothing about it: the good run before it counts', t => {
	const {since} = cellIn(nights({}, {marks: 'sp'}, {marks: '.p', kernel: '6.19'}, {...bad, kernel: '6.19'}));
	t.like(since, {state: 'new', firstBad: idOf(3), lastGood: idOf(0), changed: ['kernel 6.18.0 → 6.19']});
});

test('a cell that passed and failed in one run, or in one of many, is flaky and has not changed', t => {
	const {cell} = cellIn(nights({}, {marks: 'xp'}, {}, {marks: 'Fp'}, {}));
	t.like(cell, {state: 'steady', seen: 5, flaky: 2});
});

test('a cause is new, ongoing, gone and back', t => {
	const good = {};
	const state = (...each: Night[]) => causeIn(nights(...each)).cause?.state;
	t.is(state(good, good, bad), 'new');
	t.is(state(good, bad, bad), 'ongoing');
	t.is(state(good, bad, bad, good), 'gone');
	t.is(state(good, bad, bad, good, good, bad), 'back');
});

test('a cause is not gone if none of its cells ran, nor while another of its cells shows it', t => {
	t.is(causeIn(nights({}, bad, bad, {marks: 'mp'})).cause?.state, 'ongoing');
	t.is(causeIn(nights({}, bad, bad, {marks: 'pF', cause: [1]})).cause?.state, 'ongoing');
	t.is(causeIn(nights({}, bad, bad, {marks: 'pF'})).cause?.state, 'gone');
});

test('a cause starts after the last run that ran its cells without it', t => {
	const {since} = causeIn(nights({crun: '1.20'}, {marks: 's.', crun: '1.21'}, {...bad, crun: '1.22'}));
	t.deepEqual(since, {state: 'new', firstBad: idOf(2), lastGood: idOf(0), changed: ['crun 1.20 → 1.22']});
});

test('a failure since the first run has no last good run; one run alone has no start', t => {
	t.deepEqual(causeIn(nights(bad, bad)).since, {state: 'ongoing', firstBad: idOf(0), changed: []});
	t.is(causeIn(nights(bad)).since, undefined);
});

test('a scenario whose file changed may explain its own cells only', t => {
	const [before, after] = nights({}, {marks: 'FF', cause: [0, 1]});
	if (!before || !after) return t.fail('no nights');
	const [own = '', other = ''] = small.axes.scenarios;
	const entries = [before, {...after, scenarios: {...after.scenarios, [own]: 'another'}}];
	t.deepEqual(cellIn(entries, 0).since?.changed, [`the scenario ${own}`]);
	t.deepEqual(cellIn(entries, 1).since?.changed, []);
	t.not(own, other);
});

test('cells have the time that they took, and the average', t => {
	const [one, two] = nights({}, {});
	if (!one || !two) return t.fail('no nights');
	const trend = trendOf([
		{...one, tenths: [10, 20]},
		{...two, tenths: [30, 20]},
	]);
	t.like(trend.cells[0], {took: 3000, average: 2000});
	t.like(trend.cells[1], {took: 2000, average: 2000});
});

test('a run whose axes differ from the night before finds the same cells', t => {
	const wider = toEntry(
		makeResults({
			cells: ['failed-dump', 'leave-running', 'established-tcp'].map(scenario =>
				makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario}),
			),
		}),
	);
	const trend = trendOf([nightOf(small, 0), nightOf(wider, 1), nightOf(small, 2)]);
	t.deepEqual(Object.fromEntries(trend.cells.map(({id, seen}) => [id.split('/').at(-1), seen])), {
		'failed-dump': 3,
		'leave-running': 3,
		'established-tcp': 1,
	});
});

test('the causes of a run have their start, and are unchanged if history does not know it', t => {
	const now = withCauses(sampleResults());
	const {causes = []} = withSince(now, []);
	t.true(causes.every(({since}) => since === undefined));
	const before = {...toEntry(now), run: 'before', started: '2026-01-01T00:00:00Z', causes: []};
	const known = withSince(now, [before, toEntry(now)]);
	t.true((known.causes ?? []).length > 0);
	for (const {since} of known.causes ?? []) t.like(since, {state: 'new', lastGood: 'before', firstBad: now.run.id});
});
