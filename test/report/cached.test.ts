// Every format marks results that an earlier run measured.
import test from 'ava';
import {parse as parseCsv} from 'csv-parse/sync';
import {parse as parseYaml} from 'yaml';
import {countCached, describeCached} from '../../harness/report/cached.ts';
import {cellDetail} from '../../harness/report/cell-detail.ts';
import {renderBadge, renderShields} from '../../harness/report/ci/badge.ts';
import {renderCsv} from '../../harness/report/ci/csv.ts';
import {renderAnnotations} from '../../harness/report/ci/github-annotations.ts';
import {renderStepSummary} from '../../harness/report/ci/github-summary.ts';
import {renderJunit} from '../../harness/report/ci/junit.ts';
import {renderTap} from '../../harness/report/ci/tap.ts';
import {renderTmt} from '../../harness/report/ci/tmt.ts';
import {exceptionsOf} from '../../harness/report/expected.ts';
import {renderHtml} from '../../harness/report/html.ts';
import {renderMarkdown} from '../../harness/report/markdown.ts';
import {renderSummary} from '../../harness/report/terminal.ts';
import {letters} from '../../harness/results/history/entry.ts';
import {toEntry} from '../../harness/results/history/to-entry.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';
import {schemaProblems, tapOf, xmlProblems} from './ci/read.ts';
import {tmtResults} from './ci/schemas.ts';

const cached = {run: '2026-11-24T10-00-00-7', measured: '2026-11-24T10:00:09.000Z', host: 'alpha'};
const said = '2026-11-24T10:00:09.000Z, in run 2026-11-24T10-00-00-7 on alpha';
const here = {image: 'trixie', runtime: 'crun', scenario: 'tcp-veth'} as const;
const cells = [makeCell({...here, lock: 'skip'}, {cached}), makeCell({...here, lock: 'nftables'})];
const results = makeResults({cells});
const counted = '1 of 2 cells ran, 1 was measured earlier (2026-11-24): all as expected';

test('a run without cached results does not mention them', t => {
	t.is(countCached(cells.slice(1)), undefined);
	t.is(describeCached(cells[1]!), undefined);
	t.is(describeCached(cells[0]!), said);
});

test('for results of several days, the first and the last day are shown', t => {
	const other = {...cached, measured: '2026-11-26T10:00:09.000Z'};
	t.is(countCached([{cached: other}, {cached}, {}]), '2 were measured earlier (2026-11-24 to 2026-11-26)');
});

test('no summary says that a cell ran whose result is cached', t => {
	const text = renderSummary(makeResults({cells: cells.slice(0, 1)}), {colour: false, width: 200});
	t.regex(text, /^OK {2}0 of 1 cell ran, 1 was measured earlier \(2026-11-24\): all as expected/m);
});

for (const [name, text] of Object.entries({
	terminal: renderSummary(results, {colour: false, width: 200}),
	markdown: renderMarkdown(results),
	html: renderHtml(results),
	'github-summary': renderStepSummary(results),
	'github-annotations': renderAnnotations(results),
})) {
	test(`${name} counts cached results`, t => t.true(text.includes(counted), text.slice(0, 500)));
}

test('the top of the page counts them, not only its title', t => {
	const [, top = ''] = /<header[^>]*>(.*?)<\/header>/s.exec(renderHtml(results)) ?? [];
	t.true(top.includes('1 of 2 cells ran, 1 was measured earlier (2026-11-24): 2 as expected, '), top);
	const [, fresh = ''] = /<header[^>]*>(.*?)<\/header>/s.exec(renderHtml(makeResults({cells: cells.slice(1)}))) ?? [];
	t.true(fresh.length > 0);
	t.false(fresh.includes('measured earlier'), fresh);
});

test('a badge counts them', t => {
	t.true(renderBadge(results).includes('2 as expected, 1 measured earlier'));
	t.is(JSON.parse(renderShields(results)).message, '2 as expected, 1 measured earlier');
});

test('the panel of a cell on the page says when and where it was measured', t => {
	const facts = cells.map(cell => cellDetail(cell, results, exceptionsOf(results)).facts);
	t.deepEqual(facts[0]?.[0], ['Measured', said]);
	t.false(facts[1]?.some(([name]) => name === 'Measured'));
});

test('JUnit mentions it in the output of the cached test case only, as its schema allows', async t => {
	const junit = renderJunit(results);
	t.is(junit.match(/<system-out>/g)?.length, 1);
	t.true(junit.includes(`<system-out>cached: ${said}</system-out>`));
	t.deepEqual(await xmlProblems(junit, new URL('ci/junit.xsd', import.meta.url)), []);
});

test('TAP and tmt mention it beside the cached entry only', t => {
	const tap = renderTap(results);
	t.deepEqual(tapOf(tap).extra, []);
	t.is(tap.split(`cached: "${said}"`).length, 2);
	const entries = parseYaml(renderTmt(results)) as {note?: string[]}[];
	t.deepEqual(
		entries.map(({note}) => note),
		[[`cached: ${said}`], undefined],
	);
	t.deepEqual(schemaProblems(tmtResults, entries), []);
});

test('CSV has run, time and machine of a cached row, and empty fields for others', t => {
	const rows = parseCsv(renderCsv(results), {columns: true, record_delimiter: '\r\n'}) as Record<string, string>[];
	t.like(rows[0], {cached_from: cached.run, measured: cached.measured, measured_on: cached.host});
	t.like(rows[1], {cached_from: '', measured: '', measured_on: ''});
});

test('history does not count a cached result as an observation', t => {
	const {marks, tenths} = toEntry(results);
	t.deepEqual([...marks].sort(), [letters.cached, letters.pass].sort());
	t.is(tenths.length, 1);
});
