// The published matrix: reports/compatibility.md and reports/compatibility.html, both made from the compatibility data.
import {type Answer, type Compatibility, type Fact, type Row, rowsAbout} from '../results/compatibility.ts';
import {type PublishedFailure, publishedFailures, type VersionSpan} from '../results/compatibility-failures.ts';
import {counted} from '../support/counted.ts';
import {kicker, renderDocument} from './html/document.ts';
import {webLink} from './html/links.ts';
import {html, type Markup} from './html/markup.ts';
import {pageStyle} from './html/page-style.ts';
import {code, escapeMarkdown, link, table} from './markdown-text.ts';

const marks: Record<Answer, string> = {yes: '✅ yes', partly: '🟡 partly', no: '❌ no', untried: '➖ untried'};
const looks: Record<Answer, string> = {yes: 'pass', partly: 'known-failure', no: 'fail', untried: 'skip'};

const title = 'What works';
const lead = [
	'Whether checkpoint and restore work with each lock, by the core scenarios, in the distro’s own packages.',
	'*all scenarios*: how many cells of all scenarios pass, if a run had them.',
	'*What fails* lists why the others do not.',
	'`unset`: nobody asks for a lock, and CRIU’s default decides.',
];
const origin =
	'Made from reports/compatibility.yaml by `npm run docs`. Rows are derived from runs, facts are reviewed.';

const ranges = ({where}: Fact): string =>
	[
		where.runtime && `${where.runtime} ${where.version ?? ''}`.trim(),
		where.criu && `CRIU ${where.criu}`,
		where.kernel && `kernel ${where.kernel}`,
		where.lock && `lock ${where.lock.join(', ')}`,
		where.image?.join(', '),
	]
		.filter(part => part !== undefined)
		.join('; ')
		.replaceAll('>=', '≥ ')
		.replaceAll('<=', '≤ ')
		.replaceAll(/<(?=\d)/g, '< ');

const withVersion = (name: string, version: string): string => `${name} ${version}`;
const sinceOf = ({since, runtime}: Row): string =>
	`${withVersion(runtime, since.runtime)}, CRIU ${since.criu} (${since.run.slice(0, 10)})`;
const span = ({from, to}: VersionSpan): string => (from === to ? from : `${from} – ${to}`);
const runtimesOf = ({runtimes}: PublishedFailure): string =>
	runtimes.map(({name, versions}) => withVersion(name, span(versions))).join(', ');
const wholeOf = ({whole}: Row): string => (whole === undefined ? '' : `${whole.passed} of ${whole.of}`);
/** Of the row, and of its figure over all scenarios, where that is from another run. */
const runsOf = ({run, whole}: Row): string[] => [...new Set([run, ...(whole ? [whole.run] : [])])];
const figures = ({works, passed, of}: Row): string => (works === 'partly' ? ` ${passed}/${of}` : '');

/** How many rows a fact is about, and the runs that back it. */
const backing = <Text>(fact: Fact, rows: readonly Row[], show: (run: string) => Text): (string | Text)[] =>
	fact.runs.length === 0
		? ['not run here']
		: [`${counted(rowsAbout(fact, rows).length, 'row')} of`, ...fact.runs.map(show)];

const factLine = (fact: Fact, rows: readonly Row[]): string[] => [
	fact.works === 'yes' ? '✅' : '❌',
	escapeMarkdown(fact.says),
	escapeMarkdown(ranges(fact)),
	escapeMarkdown(fact.notes ?? ''),
	fact.links.map((url, index) => link(`${index + 1}`, url)).join(' '),
	backing(fact, rows, code).join(' '),
];

const whyNot = ({why}: Row): string =>
	why.map(each => (each.link === undefined ? escapeMarkdown(each.why) : link(each.why, each.link))).join('<br>');

export const compatibilityMarkdown = ({facts, rows}: Compatibility): string =>
	[
		`<!-- ${origin} -->`,
		`# ${title}`,
		lead.join('\n'),
		'## Facts',
		table(
			['', 'fact', 'where', 'notes', 'links', 'backed by'],
			facts.map(fact => factLine(fact, rows)),
		),
		'## What fails',
		table(
			['why', 'runtime', 'CRIU', 'lock', 'images', 'cells', 'run'],
			publishedFailures(rows).map(failure => [
				failure.link === undefined ? escapeMarkdown(failure.why) : link(failure.why, failure.link),
				escapeMarkdown(runtimesOf(failure)),
				escapeMarkdown(span(failure.criu)),
				failure.locks.map(code).join(' '),
				escapeMarkdown(failure.images.join(', ')),
				String(failure.cells),
				failure.runs.map(code).join(' '),
			]),
		),
		'## By distro',
		table(
			['distro', 'runtime', 'CRIU', 'lock', 'works', 'all scenarios', 'since', 'why not', 'run'],
			rows.map(row => [
				escapeMarkdown(row.distro),
				escapeMarkdown(withVersion(row.runtime, row.versions.runtime)),
				escapeMarkdown(`${row.versions.criu}, ${row.versions.defaultLock} by default`),
				code(row.lock),
				`${marks[row.works]}${figures(row)}`,
				wholeOf(row),
				escapeMarkdown(sinceOf(row)),
				whyNot(row),
				runsOf(row).map(code).join(' '),
			]),
		),
	]
		.join('\n\n')
		.concat('\n');

const webLinkOr = (text: string, url: string | undefined): Markup | string =>
	url === undefined ? text : webLink(text, url);

const factRow = (fact: Fact, rows: readonly Row[]): Markup => html`<tr><td data-label="works"><span
class="badge ${fact.works === 'yes' ? 'pass' : 'fail'}">${fact.works}</span></td><th scope="row">${fact.says}</th>
<td data-label="where">${ranges(fact)}</td><td data-label="notes">${fact.notes}</td>
<td data-label="links">${fact.links.map((url, index) => html`${webLink(new URL(url).pathname.slice(1), url)}${index < fact.links.length - 1 && ', '}`)}</td>
<td data-label="backed by">${backing(fact, rows, runId)}</td></tr>
`;

/** On a line of its own, whole. */
const runId = (run: string): Markup => html` <span class="run">${run}</span>`;

const failureRow = (
	failure: PublishedFailure,
): Markup => html`<tr><th scope="row">${webLinkOr(failure.why, failure.link)}</th>
<td data-label="runtime">${runtimesOf(failure)}</td><td data-label="CRIU">${span(failure.criu)}</td>
<td data-label="lock">${failure.locks.join(', ')}</td><td data-label="images">${failure.images.join(', ')}</td>
<td data-label="cells">${failure.cells}</td><td data-label="run">${failure.runs.map(runId)}</td></tr>
`;

const rowLine = (row: Row): Markup => html`<tr><th scope="row">${row.distro}</th>
<td data-label="runtime">${withVersion(row.runtime, row.versions.runtime)}</td>
<td data-label="CRIU">${row.versions.criu}, ${row.versions.defaultLock} by default</td><td data-label="lock">${row.lock}</td>
<td data-label="works"><span class="badge ${looks[row.works]}">${row.works}${figures(row)}</span></td>
<td data-label="all scenarios">${wholeOf(row)}</td><td data-label="since">${sinceOf(row)}</td>
<td data-label="why not">${row.why.map((each, index) => html`${index > 0 && html`<br>`}${webLinkOr(each.why, each.link)}`)}</td>
<td data-label="run">${runsOf(row).map(runId)}</td></tr>
`;

export const compatibilityHtml = ({facts, rows}: Compatibility): string => {
	const body = html`<main>
<header>
${kicker}
<h1>${title}</h1>
${lead.map(line => html`<p>${line.replaceAll(/[`*]/g, '')}</p>`)}
<p class="note">${origin.replaceAll('`', '')}</p>
</header>
<section id="facts">
<h2>Facts</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Works</th><th scope="col">Fact</th><th scope="col">Where</th><th scope="col">Notes</th>
<th scope="col">Links</th><th scope="col">Backed by</th></tr></thead>
<tbody>${facts.map(fact => factRow(fact, rows))}</tbody></table></div>
</section>
<section id="failures">
<h2>What fails</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Why</th><th scope="col">Runtime</th><th scope="col">CRIU</th><th scope="col">Lock</th>
<th scope="col">Images</th><th scope="col">Cells</th><th scope="col">Run</th></tr></thead>
<tbody>${publishedFailures(rows).map(failureRow)}</tbody></table></div>
</section>
<section id="distros">
<h2>By distro</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Distro</th><th scope="col">Runtime</th><th scope="col">CRIU</th><th scope="col">Lock</th>
<th scope="col">Works</th><th scope="col">All scenarios</th><th scope="col">Since</th><th scope="col">Why not</th><th scope="col">Run</th></tr></thead>
<tbody>${rows.map(rowLine)}</tbody></table></div>
</section>
</main>`;
	return renderDocument(title, pageStyle(), body);
};
