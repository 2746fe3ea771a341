// The page of history and the answer to "since when", for a sequence of nightly runs.
import {createHash} from 'node:crypto';
import test from 'ava';
import {renderRuns} from '../../harness/report/history-list.ts';
import {renderHistory} from '../../harness/report/history-page.ts';
import {renderSince} from '../../harness/report/history-since.ts';
import {describeSince} from '../../harness/report/since.ts';
import {trendOf} from '../../harness/results/history/trend.ts';
import {idOf, type Night, nightOf, small} from '../fixtures/history.ts';

const nights = (...each: Night[]) => trendOf(each.map((night, index) => nightOf(small, index, night)));
const bad = {marks: 'Fp', cause: [0], kernel: '6.19'};
const trend = nights({}, {}, bad, bad);
const text = (markup: string): string => markup.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

test('since when has the last good run and the changes since, or what history does not know', t => {
	const {firstBad, lastGood} = {firstBad: 'b', lastGood: 'a'};
	t.is(
		describeSince({state: 'new', firstBad, lastGood, changed: ['kernel 1 → 2']}),
		'new: good until a; then changed: kernel 1 → 2',
	);
	t.is(
		describeSince({state: 'back', firstBad, lastGood, changed: []}),
		'back since b, good until a; nothing else that was measured changed',
	);
	t.is(
		describeSince({state: 'ongoing', firstBad, changed: []}),
		'in every run that history has of these cells, since b',
	);
});

test('the page begins with causes, each with its state, its start and its picture', t => {
	const page = renderHistory(trend);
	t.regex(text(page), /4 runs: 1 open cause, 0 new or back/);
	t.regex(text(page), /ongoing crun sends iptables unasked crun since/);
	t.regex(text(page), /kernel 6\.18\.0 → 6\.19/);
	t.is([...page.matchAll(/<rect class="bad-run"/g)].length, 2, 'one for the cause, one for the cell');
	t.regex(text(page), /1 cell passed in every run that ran it/);
});

test('the page runs no script and fetches nothing; its style is the one that its policy names', t => {
	const page = renderHistory(trend);
	const [, style = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
	const hash = createHash('sha256').update(style).digest('base64');
	t.true(page.includes(`Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}';`));
	t.notRegex(page, /<script|src=|href="http| style="/);
	t.notRegex(page, /\.(matrix|finder|panel|layers)\b/, 'style of what only a run’s page has');
});

test('hostile names stay text', t => {
	const entry = nightOf(small, 0, bad);
	const page = renderHistory(
		trendOf([{...entry, causes: entry.causes.map(cause => ({...cause, title: '<img src=x>'}))}]),
	);
	t.notRegex(page, /<img/);
	t.regex(page, /&#60;img src=x&#62;/);
});

test('rows have a limit, and the omitted ones are counted', t => {
	const marks = 'F'.repeat(small.marks.length);
	const many = nights({}, {marks});
	const [cell] = many.cells;
	if (!cell) return t.fail('no cell');
	const page = renderHistory({
		...many,
		cells: Array.from({length: 350}, (_, index) => ({...cell, id: `a/b/c/${index}`})),
	});
	t.regex(text(page), /and 50 more cells/);
	t.regex(
		text(renderHistory({...many, runs: Array.from({length: 70}, () => many.runs[0] ?? t.fail())})),
		/and 10 older runs/,
	);
});

test('the history of a cell or a cause is shown by spells', t => {
	const [cause] = trend.causes;
	const [cell] = trend.cells;
	if (!cause || !cell) return t.fail('nothing to tell');
	const told = renderSince(cause, trend.runs);
	t.regex(told, /^crun\/request\/x\ncrun sends iptables unasked\nongoing: since /);
	t.regex(told, new RegExp(`  bad   ${idOf(2)} to ${idOf(3)}, 2 runs\n        changed: kernel 6\\.18\\.0 → 6\\.19`));
	t.regex(renderSince(cell, trend.runs), /\nflaky in 0 of 4 runs \(0 %\)\ntook /);
	const gone = nights({}, bad, bad, {}, {});
	t.regex(renderSince(gone.causes[0] ?? cause, gone.runs), new RegExp(`gone: last seen in ${idOf(2)}, kernel`));
	t.regex(renderSince(gone.cells[1] ?? cell, gone.runs), /steady: never failed/);
});

const flakyCell = test.macro((t, marks: string[], account: string) => {
	const flaky = nights(...marks.map(each => ({marks: each})));
	const cell = flaky.cells.find(each => each.flaky > 0);
	if (!cell) return t.fail('no flaky cell');
	t.true(renderSince(cell, flaky.runs).includes(`\nsteady: ${account}\n`));
	t.true(text(renderHistory(flaky)).includes(account), 'on the page in the same words');
});

test('a cell that was flaky once', flakyCell, ['pp', 'xp', 'pp'], 'never failed, but for flaky runs');
test('a cell that was flaky in every run', flakyCell, ['xp', 'xp'], 'flaky in every run that ran it');

test('runs are listed with outcome and command, and a name beside the id', t => {
	const [run] = trend.runs;
	if (!run) return t.fail('no run');
	const listed = renderRuns([{...run, unexpected: 0, flaky: 1, interrupted: true}], new Map([['good', run.run]]));
	t.regex(listed, /^\S+ \(good\) {2}2 cells ran, all as expected, 1 flaky, interrupted, in 1m\n {2}netlock run/);
});
