// The model of the reports: statuses, counts, the headline's answers, verdicts in one line.
import test from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {results as schema} from '../../harness/model/results.ts';
import {bugUrl} from '../../harness/report/bug-link.ts';
import {groupKnownIssues, groupUnrun, whereabouts} from '../../harness/report/groups.ts';
import {type Answer, headline} from '../../harness/report/headline.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {toMatrix} from '../../harness/report/matrix.ts';
import {type Status, statusOf} from '../../harness/report/status.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {cellVerdict, runVerdict} from '../../harness/report/verdict.ts';
import {hostileResults, makeCell, makeResults, sampleResults, uniformResults} from '../fixtures/results.ts';

const where = {image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'established-tcp'} as const;
const cell = (changes: Partial<CellResult> = {}) => makeCell(where, changes);

for (const [name, make] of Object.entries({sampleResults, hostileResults, empty: makeResults})) {
	test(`the fixture matches the schema: ${name}`, t => {
		const made = make();
		t.deepEqual(schema.parse(made), made);
	});
}

test('the fixture has every status', t => {
	t.deepEqual(
		Object.entries(toMatrix(sampleResults()).counts).filter(([, count]) => count === 0),
		[],
	);
});

const status = test.macro({
	exec(t, outcome: CellResult['outcome'], unexpected: boolean, expected: Status) {
		t.is(statusOf({outcome, expected: 'pass', unexpected}), expected);
	},
	title: (_, outcome, unexpected, expected) =>
		`${unexpected ? 'an unexpected' : 'an expected'} ${outcome} is shown as ${expected}`,
});
test('a pass that is good news is an unexpected pass too', t => {
	t.is(statusOf({outcome: 'pass', expected: 'fail', unexpected: false}), 'unexpected pass');
});

test(status, 'pass', false, 'pass');
test(status, 'pass', true, 'unexpected pass');
test(status, 'fail', false, 'known failure');
test(status, 'fail', true, 'fail');
test(status, 'error', true, 'error');
test(status, 'miss', false, 'miss');
test(status, 'skip', false, 'skip');

test('counts add up to all cells, and every cell is found at its coordinates', t => {
	const sample = sampleResults();
	const {counts, at} = toMatrix(sample);
	t.is(
		Object.values(counts).reduce((sum, count) => sum + count),
		sample.cells.length,
	);
	for (const each of sample.cells) {
		t.is(at(each), each);
	}
});

test('unavailable images are no columns, they are grouped by reason, and their cells count', t => {
	const sample = sampleResults();
	const images = [
		...sample.images,
		{id: 'fedora', title: 'Fedora', state: 'miss', reason: 'no registry answers'} as const,
		{id: 'leap', title: 'Leap', state: 'miss', reason: sample.images.at(-1)!.reason!} as const,
	];
	const more = ['fedora', 'leap'].map(image => makeCell({...where, image}, {outcome: 'miss', expected: 'miss'}));
	const matrix = toMatrix({...sample, images, cells: [...sample.cells, ...more]});
	t.deepEqual(
		matrix.images.map(({id}) => id),
		['trixie', 'forky', 'forky-bare', 'stream10'],
	);
	t.deepEqual(
		matrix.missing.map(({reason, images, cells}) => [reason, images.map(({id}) => id), cells]),
		[
			['no registry answers and it cannot be bootstrapped from packages', ['tumbleweed', 'leap'], 41],
			['no registry answers', ['fedora'], 1],
		],
	);
	t.is(matrix.counts.miss, 42);
});

test('values keep the order of their axis; a cell of an unlisted image is still shown', t => {
	const made = makeResults({
		cells: [makeCell({...where, image: 'elsewhere'}), makeCell({...where, image: 'forky'}), cell()],
	});
	t.deepEqual(
		toMatrix(made).images.map(({id}) => id),
		['trixie', 'forky', 'elsewhere'],
	);
});

test('unexpected failures come before unexpected passes and errors', t => {
	const backwards = {...sampleResults(), cells: sampleResults().cells.toReversed()};
	const shown = toMatrix(backwards).unexpected.map(statusOf);
	t.deepEqual([...new Set(shown)], ['fail', 'unexpected pass', 'error']);
});

const answer = test.macro({
	exec(t, cells: CellResult[], expected: Answer) {
		const row = headline(makeResults({cells})).find(({image}) => image.id === 'trixie');
		t.is(row?.entries[0]?.answer, expected);
	},
	title: (name, _, expected) => `${name}: the headline says ${expected}`,
});
const fail = {outcome: 'fail', unexpected: true} as const;
const known = {outcome: 'fail', expected: 'fail'} as const;
test('all pass', answer, [cell(), makeCell({...where, scenario: 'leave-running'})], 'yes');
test('one fails', answer, [cell(), makeCell({...where, scenario: 'leave-running'}, fail)], 'no');
test('one fails as known', answer, [cell(), makeCell({...where, scenario: 'leave-running'}, known)], 'known failure');
test(
	'one fails as known, one does not',
	answer,
	[cell(known), makeCell({...where, scenario: 'leave-running'}, fail)],
	'no',
);
test(
	'one broke in the harness',
	answer,
	[cell(), makeCell({...where, scenario: 'leave-running'}, {outcome: 'error'})],
	'unknown',
);
test('none ran', answer, [cell({outcome: 'miss'})], 'unknown');
test('an explicit lock fails', answer, [cell(), makeCell({...where, lock: 'iptables'}, fail)], 'yes');

test('an answer other than yes names the cell that decides it: a failure before a known one', t => {
	const failing = makeCell({...where, scenario: 'leave-running'}, fail);
	const [row] = headline(makeResults({cells: [cell(known), failing]}));
	t.is(row?.entries[0]?.decisive, failing);
	t.like(row?.entries[0], {passed: 0, applicable: 2, version: '1.21'});
	t.is(headline(makeResults({cells: [cell()]}))[0]?.entries[0]?.decisive, undefined);
});

test('in a run with core scenarios, only these decide whether checkpoint/restore works', t => {
	const after = makeCell({...where, scenario: 'after-a-crash'}, known);
	const about = (id: string) => ({id, title: id, file: `scenarios/${id}.ts`, reports: []});
	const scenarios = [{...about(cell().scenario), core: true}, about('after-a-crash')];
	t.is(headline(makeResults({cells: [cell(), after], scenarios}))[0]?.entries[0]?.answer, 'yes');
	const none = scenarios.map(({id}) => about(id));
	t.is(headline(makeResults({cells: [cell(), after], scenarios: none}))[0]?.entries[0]?.answer, 'known failure');
});

test('only a web address becomes a link', t => {
	t.is(bugUrl('containers/crun#1627'), 'https://github.com/containers/crun/issues/1627');
	t.is(bugUrl('https://example.org/1'), 'https://example.org/1');
	t.is(bugUrl('javascript:alert(1)'), undefined);
	t.is(bugUrl('see the list'), undefined);
});

test('a verdict names the layer that disagreed, once', t => {
	t.is(cellVerdict(cell({...fail, layer: 'kernel', reason: 'no rule seen'})), 'kernel: no rule seen');
	t.is(cellVerdict(cell({...fail, layer: 'kernel', reason: 'kernel: no rule seen'})), 'kernel: no rule seen');
	t.is(cellVerdict(cell({...fail, layer: 'record'})), 'record: this layer disagreed');
});

test('an unexpected pass names the known issue to look at', t => {
	const knownIssue = {id: 'old-criu', bug: 'a/b#1', reason: 'old', expires: '2027-01-01'};
	t.regex(
		cellVerdict(cell({expected: 'fail', unexpected: true, knownIssue})),
		/passes, but known issue old-criu expects fail/,
	);
});

test('a run is ok only if cells ran, to its end, and as expected', t => {
	t.like(runVerdict(makeResults({cells: [cell(), cell(known)]})), {
		ok: true,
		text: '2 of 2 cells ran: all as expected',
	});
	t.like(runVerdict(makeResults({cells: [cell(), cell(fail)]})), {
		ok: false,
		unexpected: 1,
		text: '2 of 2 cells ran: 1 as expected, 1 unexpected (1 cause)',
	});
	t.like(runVerdict(makeResults()), {ok: false, word: 'NOTHING RAN', text: '0 of 0 cells ran'});
	const interrupted = makeResults({cells: [cell()]});
	interrupted.run.interrupted = true;
	t.like(runVerdict(interrupted), {ok: false, text: 'interrupted; so far 1 of 1 cell ran: all as expected'});
});

test('a run with only misses and skips has shown nothing, in every output', t => {
	const cells = (['miss', 'skip'] as const).map(outcome =>
		cell({outcome, expected: outcome, reason: 'no registry answers'}),
	);
	const results = makeResults({cells});
	t.like(runVerdict(results), {ok: false, word: 'NOTHING RAN', measured: 0, text: '0 of 2 cells ran'});
	t.regex(renderSummary(results, {colour: false, width: 80, verbose: true}), /^NOTHING RAN {2}0 of 2 cells ran, in /m);
	t.regex(renderMarkdown(results), /^\*\*❔ 0 of 2 cells ran\.\*\*$/m);
	const page = renderHtml(results);
	t.regex(page, /<header class="bad">/);
	t.regex(page, /<h1>0 of 2 cells ran<\/h1>/);
	t.notRegex(page, /as expected/);
});

test('a result better than known is news, and no failure', t => {
	const knownIssue = {id: 'old-criu', bug: 'a/b#1', reason: 'old', expires: '2027-01-01'};
	const better = cell({expected: 'fail', knownIssue});
	t.like(runVerdict(makeResults({cells: [better]})), {
		ok: true,
		text: '1 of 1 cell ran: all as expected, 1 better than known',
	});
	t.regex(cellVerdict(better), /passes, although known issue old-criu expects fail: the build under test does better/);
	t.regex(
		renderSummary(makeResults({cells: [better]}), {colour: false, width: 80, verbose: true}),
		/Better than known\n {2}crun: old-criu is not met in 1 cell/,
	);
});

test('cells that did not run are one group for each reason', t => {
	t.deepEqual(
		groupUnrun(sampleResults()).map(({status, cells}) => [status, cells.length]),
		[
			['skip', 10],
			['skip', 6],
		],
	);
});

test('a known issue past its date is expired, and passing cells are counted apart', t => {
	const groups = groupKnownIssues(sampleResults()).map(({failing, passing, expired}) => ({
		failing,
		passing,
		expired,
	}));
	t.deepEqual(groups, [
		{failing: 7, passing: 1, expired: false},
		{failing: 2, passing: 0, expired: true},
	]);
});

test('the list of coordinates says "every" for a whole axis, and cuts long lists', t => {
	const {cells} = uniformResults(6, 2);
	const some = cells.filter(({image, runtime}) => runtime === 'crun' && image !== 'trixie-1');
	t.is(
		whereabouts(some, cells),
		'forky-2, forky-bare-3, stream10-4, trixie-5 and 1 more · crun · every lock · every scenario',
	);
});
