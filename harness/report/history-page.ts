// The trend of all runs in history as one page: causes, the cells that changed, and the runs. It has no script.
import {type State, states} from '../results/history/spells.ts';
import type {CauseTrend, CellTrend, Trend} from '../results/history/trend.ts';
import {counted} from '../support/counted.ts';
import {formatDuration} from '../support/duration.ts';
import {blamed} from './causes.ts';
import {accountOf, flakeRate} from './history-since.ts';
import {kicker, renderDocument} from './html/document.ts';
import {issuesTable} from './html/issues-table.ts';
import {html, type Markup} from './html/markup.ts';
import {pageStyle} from './html/page-style.ts';
import {spellStrip} from './html/spell-strip.ts';
import type {IssueAccount} from './known-issues.ts';

/** The most cells and runs that get a row. The page counts the others. */
const cellsListed = 300;
const runsListed = 60;

/** The colour of each state. New failures stand out, because a reader must act on them. */
const looks: Record<State, string> = {
	new: 'fail',
	back: 'fail',
	ongoing: 'known-failure',
	gone: 'unexpected-pass',
	steady: 'pass',
};

const badge = (state: State): Markup => html`<span class="badge ${looks[state]}">${state}</span>`;

const order = (a: CauseTrend | CellTrend, b: CauseTrend | CellTrend): number =>
	states.indexOf(a.state) - states.indexOf(b.state) ||
	(b.spells.at(-1)?.from ?? 0) - (a.spells.at(-1)?.from ?? 0) ||
	(a.id < b.id ? -1 : 1);

const causesTable = ({causes, runs}: Trend): Markup => html`<section id="causes">
<h2>Causes</h2>
${
	causes.length === 0
		? html`<p class="note">No run has one.</p>`
		: html`<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">State</th><th scope="col">Cause</th><th scope="col">Since when</th><th scope="col">Cells</th>
<th scope="col">${counted(runs.length, 'run')}</th></tr></thead>
<tbody>${causes.toSorted(order).map(
				cause => html`<tr><td data-label="state">${badge(cause.state)}</td>
<th scope="row">${cause.title}<br><span class="note">${blamed(cause)}${cause.knownIssues.map(id => html`, known as ${id}`)}</span></th>
<td data-label="since">${accountOf(cause, runs)}</td><td data-label="cells">${cause.count}</td>
<td data-label="runs">${spellStrip(cause.spells, runs.length, `${cause.title}: ${accountOf(cause, runs)}`)}</td></tr>
`,
			)}</tbody></table></div>`
}
</section>`;

/** A cell that was good in every run needs no row. */
const isListed = ({state, flaky}: CellTrend): boolean => state !== 'steady' || flaky > 0;

const cellsTable = ({cells, runs}: Trend): Markup => {
	const listed = cells.filter(isListed).toSorted(order);
	const rest = listed.length - cellsListed;
	return html`<section id="cells">
<h2>Cells</h2>
<p class="note">${counted(cells.length - listed.length, 'cell')} passed in every run that ran ${cells.length - listed.length === 1 ? 'it' : 'them'}.
A run that differs from those around it, where nothing that was measured changed, counts as flaky and not as a change.</p>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">State</th><th scope="col">Cell</th><th scope="col">Since when</th><th scope="col">Flaky</th>
<th scope="col">Took</th><th scope="col">${counted(runs.length, 'run')}</th></tr></thead>
<tbody>${listed.slice(0, cellsListed).map(
		cell => html`<tr><td data-label="state">${badge(cell.state)}</td><th scope="row">${cell.id}</th>
<td data-label="since">${accountOf(cell, runs)}</td><td data-label="flaky">${cell.flaky > 0 && flakeRate(cell)}</td>
<td data-label="took">${formatDuration(cell.took)} <span class="note">(on average ${formatDuration(cell.average)})</span></td>
<td data-label="runs">${spellStrip(cell.spells, runs.length, `${cell.id}: ${accountOf(cell, runs)}`)}</td></tr>
`,
	)}</tbody></table></div>
${rest > 0 && html`<p class="note">and ${counted(rest, 'more cell')}: <code>bin/netlock history --since-when CELL</code></p>`}
</section>`;
};

const runsTable = ({runs}: Trend): Markup => {
	const shown = runs.slice(-runsListed).toReversed();
	const longest = Math.max(1, ...shown.map(({took}) => took));
	const rest = runs.length - shown.length;
	return html`<section id="runs">
<h2>Runs</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Run</th><th scope="col">Ran</th><th scope="col">Unexpected</th><th scope="col">Failing</th>
<th scope="col">Flaky</th><th scope="col">Took</th></tr></thead>
<tbody>${shown.map(
		({run, started, ran, cells, unexpected, failing, flaky, took, interrupted}) => html`<tr><th scope="row">${run}<br>
<span class="note"><time datetime="${started}">${started}</time>${interrupted && ', interrupted'}</span></th>
<td data-label="ran">${ran} of ${cells}</td><td data-label="unexpected">${unexpected}</td><td data-label="failing">${failing}</td>
<td data-label="flaky">${flaky}</td><td data-label="took">${formatDuration(took)}
<svg class="strip" aria-hidden="true" viewBox="0 0 100 8" width="100" height="8"><rect class="good-run" width="${((took * 100) / longest).toFixed(1)}" height="8"/></svg></td></tr>
`,
	)}</tbody></table></div>
${rest > 0 && html`<p class="note">and ${counted(rest, 'older run')}: <code>bin/netlock history</code></p>`}
</section>`;
};

/** `known`: the known issues of this checkout, and the diff that removes those that no run meets. */
export const renderHistory = (
	trend: Trend,
	known: {accounts: readonly IssueAccount[]; diff: string} = {accounts: [], diff: ''},
): string => {
	const {runs, causes} = trend;
	const open = causes.filter(({state}) => state !== 'gone').length;
	const news = causes.filter(({state}) => state === 'new' || state === 'back').length;
	const body = html`<main>
<header class="${news > 0 ? 'bad' : 'good'}">
${kicker}
<h1>${counted(runs.length, 'run')}: ${counted(open, 'open cause')}, <strong>${news} new or back</strong></h1>
<p class="note">${runs[0] && `${runs[0].started} to ${runs.at(-1)?.started}`}</p>
</header>
${causesTable(trend)}
${issuesTable(known.accounts, known.diff)}
${cellsTable(trend)}
${runsTable(trend)}
</main>`;
	return renderDocument(counted(runs.length, 'run'), pageStyle(['strip']), body);
};
