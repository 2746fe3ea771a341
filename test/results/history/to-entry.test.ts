// The entry of a run in history: the outcome of each cell, its time, and the circumstances.
import test from 'ava';
import {historyEntry, idsOf, letters, ranMarks} from '../../../harness/results/history/entry.ts';
import {summarize} from '../../../harness/results/history/summary.ts';
import {toEntry} from '../../../harness/results/history/to-entry.ts';
import {combinedResults, sampleResults, uniformResults} from '../../fixtures/results.ts';

const sample = sampleResults();
const entry = historyEntry.parse(toEntry(sample));

test('every cell has its letter, and a position without a cell has none', t => {
	const marks = new Map(idsOf(entry.axes).map((id, place) => [id, entry.marks[place]]));
	const expected: Record<string, string> = {pass: 'p', fail: 'Fk', error: 'e', miss: 'm', skip: 's'};
	for (const {id, outcome, unexpected} of sample.cells) {
		const allowed = outcome === 'pass' && unexpected ? 'u' : (expected[outcome] ?? '');
		t.true(allowed.includes(marks.get(id) ?? '?'), `${id} is ${outcome}, its letter ${marks.get(id)}`);
	}
	t.is([...entry.marks].filter(mark => mark !== letters.none).length, sample.cells.length);
});

test('a cell with a pass and a failure is flaky, and one whose rounds agree is not', t => {
	const [first, second, ...others] = sample.cells.filter(({outcome}) => outcome === 'pass');
	if (!first || !second) return t.fail('the sample has no passing cells');
	const rounds = [{...first, rounds: {pass: 1, fail: 1}}, {...second, rounds: {pass: 2}}, ...others];
	const {marks} = toEntry({...sample, cells: rounds});
	t.is([...marks].filter(mark => mark === letters.flaky).length, 1);
});

test('each cell that ran has its time, in tenths of a second', t => {
	t.is(entry.tenths.length, [...entry.marks].filter(mark => ranMarks.has(mark)).length);
	const one = sample.cells.find(({durations}) => durations);
	t.true(entry.tenths.includes(Math.round((one?.durations?.total ?? Number.NaN) / 100)));
});

test('a setting has versions and digests of the parts under test there', t => {
	t.regex(entry.settings['trixie/crun']?.crun ?? '', /^1\.21 \([0-9a-f]{12}\)$/);
	t.regex(entry.settings['trixie/crun']?.CRIU ?? '', /^4\.1\.1 \([0-9a-f]{12}\)$/);
	const both = toEntry(combinedResults());
	t.is(both.settings['trixie/crun@fix+criu@new']?.CRIU?.split(' ')[0], '4.3');
	t.is(both.settings['trixie/crun@fix+criu@new']?.crun, '1.29 (f1f1f1f1f1f1)');
});

test('the causes of a run point at their cells', t => {
	const ids = idsOf(entry.axes);
	const byId = new Map(sample.cells.map(cell => [cell.id, cell]));
	t.true(entry.causes.length > 0);
	for (const {cells} of entry.causes) {
		for (const place of cells) t.true(['fail', 'error', 'pass'].includes(byId.get(ids[place] ?? '')?.outcome ?? ''));
	}
});

test('known issues are counted by the outcomes of their cells', t => {
	const of = (id: string) => sample.cells.filter(({knownIssue}) => knownIssue?.id === id);
	t.true(entry.knownIssues.length > 0);
	for (const {id, failing, passing} of entry.knownIssues) {
		t.is(failing, of(id).filter(({outcome}) => outcome === 'fail').length);
		t.is(passing, of(id).filter(({outcome}) => outcome === 'pass').length);
	}
	t.true(entry.knownIssues.some(({failing}) => failing > 0));
	t.true(entry.knownIssues.some(({passing}) => passing > 0));
});

test('the index has the number of cells that ran, failed the run, and are flaky', t => {
	t.like(summarize(entry), {
		run: sample.run.id,
		cells: sample.cells.length,
		ran: sample.cells.filter(({outcome}) => outcome !== 'miss' && outcome !== 'skip').length,
		unexpected: sample.cells.filter(({unexpected}) => unexpected).length,
		failing: sample.cells.filter(({outcome}) => outcome === 'fail' || outcome === 'error').length,
		flaky: 0,
	});
});

test('4,000 cells take less than 40 kB', t => {
	const large = uniformResults(20, 25);
	t.is(large.cells.length, 4000);
	t.true(JSON.stringify(toEntry(large)).length < 40_000);
});
