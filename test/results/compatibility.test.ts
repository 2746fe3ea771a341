// The compatibility data: rows from runs, since when, why not, and facts that no row may contradict.
import {readFileSync} from 'node:fs';
import test from 'ava';
import {parse} from 'yaml';
import type {Lock} from '../../harness/model/axes.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {project} from '../../harness/model/checkout.ts';
import {compatibilityHtml, compatibilityMarkdown} from '../../harness/report/compatibility.ts';
import {type Compatibility, compatibility, contradictions, type Fact} from '../../harness/results/compatibility.ts';
import {publishedFailures} from '../../harness/results/compatibility-failures.ts';
import {takeIn} from '../../harness/results/compatibility-rows.ts';
import {makeCell, makeResults, sampleResults} from '../fixtures/results.ts';

const empty: Compatibility = {schema: 1, facts: [], rows: []};
const {images, scenarios} = sampleResults();
const at = (image: string, lock: Lock, scenario: string, changes: Partial<CellResult> = {}) =>
	makeCell({image, runtime: 'crun', lock, scenario}, changes);
const fails = {
	outcome: 'fail',
	unexpected: true,
	layer: 'kernel',
	reason: 'a rule is left',
} as const;
const known = {
	...fails,
	expected: 'fail',
	unexpected: false,
	knownIssue: {id: 'old', bug: 'https://example.org/1', reason: 'Too old.', expires: '2027-01-01'},
} as const;

/** Two of the scenarios are core. */
const run = (id: string, cells: CellResult[], version?: string) => {
	const results = structuredClone(makeResults({cells, images}));
	results.run.id = id;
	results.scenarios = scenarios.map(each => ({...each, core: ['leave-running', 'failed-dump'].includes(each.id)}));
	for (const {facts} of results.images)
		if (version !== undefined && facts?.runtimes.crun) facts.runtimes.crun.version = version;
	return results;
};
const rowOf = (data: Compatibility, image = 'forky', lock: Lock = 'nftables') =>
	data.rows.find(row => row.image === image && row.lock === lock);
const passing = ['leave-running', 'failed-dump'].map(each => at('forky', 'nftables', each));

test('a row says whether all, some or none of the core scenarios pass', t => {
	const [one, two] = passing;
	if (!one || !two) return t.fail('no cells');
	const failing = at('forky', 'nftables', 'failed-dump', fails);
	const skipped = at('forky', 'nftables', 'failed-dump', {outcome: 'skip', expected: 'skip'});
	const other = at('forky', 'nftables', 'established-tcp', fails);
	for (const [cells, works, passed, of] of [
		[[one, two], 'yes', 2, 2],
		[[one, two, other], 'yes', 2, 2],
		[[one, failing], 'partly', 1, 2],
		[[failing], 'no', 0, 1],
		[[skipped], 'untried', 0, 0],
	] as const) {
		t.like(rowOf(takeIn(empty, run('r1', [...cells]))), {works, passed, of, run: 'r1'}, works);
	}
});

test('the reason is a known issue with its link, or the cause', t => {
	const data = takeIn(empty, run('r1', [at('forky', 'nftables', 'failed-dump', known)]));
	t.deepEqual(rowOf(data)?.why, [{why: 'Too old.', cells: 1, issue: 'old', link: 'https://example.org/1'}]);
	const news = takeIn(empty, run('r1', [at('forky', 'nftables', 'failed-dump', fails)]));
	t.is(rowOf(news)?.why.length, 1);
	t.regex(rowOf(news)?.why[0]?.why ?? '', /\S/);
});

test('without the lock’s tool the answer is no, whatever passes', t => {
	const cells = [at('forky-bare', 'iptables', 'failed-dump'), at('forky-bare', 'nftables', 'failed-dump')];
	const data = takeIn(empty, run('r1', cells));
	t.is(rowOf(data, 'forky-bare', 'nftables')?.works, 'yes');
	t.like(rowOf(data, 'forky-bare', 'iptables'), {
		works: 'no',
		why: [{why: 'iptables-restore is not in the image, so iptables cannot lock'}],
	});
});

test('an answer that stays keeps its date, a new answer has a new one; rows of other images stay', t => {
	const first = takeIn(empty, run('r1', [...passing, at('trixie', 'skip', 'failed-dump')], '1.20'));
	const second = takeIn(first, run('r2', passing, '1.21'));
	t.like(rowOf(second), {run: 'r2', versions: {runtime: '1.21'}, since: {run: 'r1', runtime: '1.20'}});
	t.like(rowOf(second, 'trixie', 'skip'), {run: 'r1'});
	const third = takeIn(second, run('r3', [at('forky', 'nftables', 'failed-dump', fails)], '1.22'));
	t.like(rowOf(third), {works: 'no', since: {run: 'r3', runtime: '1.22'}});
});

test('all scenarios stand beside the core ones, and a later run of the core ones keeps them', t => {
	const whole = [
		...passing,
		at('forky', 'nftables', 'established-tcp', known),
		at('forky', 'nftables', 'rejected', {...fails, outcome: 'error'}),
	];
	const first = takeIn(empty, run('r1', whole, '1.20'));
	const why = [{why: 'Too old.', cells: 1, issue: 'old', link: 'https://example.org/1'}];
	t.like(rowOf(first), {works: 'yes', passed: 2, of: 2, whole: {passed: 2, of: 3, why, run: 'r1'}});
	const core = takeIn(first, run('r2', passing, '1.20'));
	t.like(rowOf(core), {run: 'r2', whole: {run: 'r1', of: 3}});
	t.deepEqual(contradictions({...core, facts: [fact({}, {runs: ['r1', 'r2']})]}), []);
	t.is(rowOf(takeIn(core, run('r3', passing, '1.21')))?.whole, undefined);
});

test('if no core scenario could run, the row says why', t => {
	const skipped = at('forky', 'nftables', 'failed-dump', {outcome: 'skip', expected: 'skip', reason: 'crun cannot'});
	const row = rowOf(takeIn(empty, run('r1', [skipped])));
	t.like(row, {works: 'untried', why: [{why: 'crun cannot', cells: 0}]});
	t.deepEqual(publishedFailures(row ? [row] : []), []);
});

const fact = (where: Fact['where'], changes: Partial<Fact> = {}): Fact => ({
	says: 'it works',
	works: 'yes',
	where,
	links: ['https://example.org'],
	runs: ['r1'],
	...changes,
});

test('a fact that a row contradicts is named with the row; a fact out of its range is not', t => {
	const failing = takeIn(empty, run('r1', [at('forky', 'nftables', 'failed-dump', fails)], '1.21+ds1'));
	const wrong = (where: Fact['where'], changes?: Partial<Fact>) =>
		contradictions({...failing, facts: [fact(where, changes)]});
	t.deepEqual(wrong({runtime: 'crun', version: '>=1.20'}), ['"it works": forky/crun/nftables says no (r1)']);
	t.deepEqual(wrong({runtime: 'crun', version: '>=1.20'}, {works: 'no'}), []);
	for (const where of [
		{runtime: 'runc'},
		{version: '<1.21'},
		{criu: '<4'},
		{kernel: '<6.1'},
		{lock: ['skip']},
		{image: ['trixie']},
	] satisfies Fact['where'][]) {
		t.deepEqual(wrong(where, {runs: []}), [], JSON.stringify(where));
		t.deepEqual(wrong(where), ['"it works": no row backs it'], JSON.stringify(where));
	}
	t.deepEqual(wrong({lock: ['nftables']}, {works: 'no', runs: ['r9']}), ['"it works": no row is from run r9']);
	const good = takeIn(empty, run('r1', passing));
	t.is(contradictions({...good, facts: [fact({}, {works: 'no'})]}).length, 1);
});

test('the published data is in order: no row contradicts a fact', t => {
	const data = compatibility.parse(parse(readFileSync(project.compatibility, 'utf8')));
	t.deepEqual(contradictions(data), []);
	t.true(data.facts.length > 0);
	t.true(data.rows.length > 0);
});

test('both pages have each fact and each row; the page has no script, and hostile text stays text', t => {
	const cells = [
		at('forky', 'nftables', 'failed-dump', {
			...known,
			knownIssue: {...known.knownIssue, reason: '<img src=x>|', bug: 'javascript:x'},
		}),
	];
	const data = {...takeIn(empty, run('r1', cells)), facts: [fact({runtime: 'crun', version: '>=1.20'}, {works: 'no'})]};
	const markdown = compatibilityMarkdown(data);
	t.regex(markdown, /## What fails\n\n.*\n.*\n\| .*img.* \| crun 1\.28 \| .* \| `nftables` \| forky \| 1 \| `r1` \|/);
	t.regex(markdown, /\| ❌ \| it works \| crun ≥ 1\.20 \|/);
	t.regex(markdown, /\| Debian 14 \(forky\) \| crun 1\.28 \| .* \| ❌ no \| .*&lt;img src=x&gt;\\\|/);
	const page = compatibilityHtml(data);
	t.regex(page, /it works/);
	t.regex(page, /Debian 14 \(forky\)/);
	t.notRegex(page, /<script|<img|javascript:/);
});
