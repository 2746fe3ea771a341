// One cell's evidence, in a panel that its anchor opens (CSS :target, so it needs no script).
import type {CellResult} from '../../model/cell-result.ts';
import type {Results, ScenarioResult} from '../../model/results.ts';
import {formatDuration} from '../../support/duration.ts';
import {describeRounds, isFlaky} from '../rounds.ts';
import {statusOf} from '../status.ts';
import {cellVerdict} from '../verdict.ts';
import {badge} from './badge.ts';
import {layersTable} from './layers-table.ts';
import {bugLink, cellAnchor, fileLink} from './links.ts';
import {html, type Markup} from './markup.ts';

const lockGiven = {
	flag: "given by the runtime's option",
	config: 'given in /etc/criu/default.conf',
	nothing: 'so neither runtime nor CRIU was given one',
};

export const cellPanel = (cell: CellResult, results: Results): Markup => {
	const scenario = results.scenarios.find(({id}) => id === cell.scenario);
	const rounds = describeRounds(cell);
	return html`<article class="panel" id="${cellAnchor(cell.id)}" tabindex="-1">
<a class="close" href="#matrix" aria-label="Close, back to the matrix">×</a>
<p class="kicker">${scenario?.title ?? cell.scenario}</p>
<h3>${cell.id}</h3>
<p>${badge(statusOf(cell))}${cell.unexpected && html` <span class="badge fail">unexpected</span>`}
${isFlaky(cell) && html` <span class="badge known-failure">flaky</span>`}</p>
<p class="verdict">${cellVerdict(cell)}</p>
${knownIssue(cell)}${layersTable(cell)}${operations(cell)}
${
	cell.reproduce !== undefined &&
	html`
<h4>Reproduce</h4><pre>${cell.reproduce}</pre>`
};
${
	cell.files &&
	cell.files.length > 0 &&
	html`<h4>Files</h4>
<ul>${cell.files.map(file => html`<li>${fileLink(file)}</li>`)}</ul>`
}
<h4>Circumstances</h4>
<dl class="facts">
${
	cell.told !== undefined &&
	html`<div><dt>Lock asked for</dt>
<dd>${cell.lock}, ${lockGiven[cell.told]}</dd></div>`
}
<div><dt>Expected</dt><dd>${cell.expected}</dd></div>
<div><dt>${rounds === undefined ? 'Attempts' : 'Rounds'}</dt><dd>${rounds ?? cell.attempts}</dd></div>
${durations(cell)}
${scenario !== undefined && html`<div><dt>Scenario</dt><dd><code>${scenario.file}</code></dd></div>`}
${
	scenario !== undefined &&
	scenario.reports.length > 0 &&
	html`<div><dt>Guards</dt>
<dd>${scenario.reports.map((report, index) => [index > 0 && '; ', bugLink(report), guarded(scenario, report)])}</dd></div>`
}
</dl>
</article>
`;
};

/** What the scenario guards of a report, where results.json has it. */
const guarded = ({guards}: ScenarioResult, report: string): string =>
	guards?.[report] === undefined ? '' : ` (${guards[report]})`;

const knownIssue = ({knownIssue: issue}: CellResult): Markup => {
	return issue === undefined
		? html``
		: html`<aside><strong>Known issue ${issue.id}</strong> 
(${bugLink(issue.bug)}), until ${issue.expires}<br>${issue.reason}</aside>`;
};

const operations = ({evidence}: CellResult): Markup => {
	const all = evidence?.operations ?? [];
	return all.length === 0
		? html``
		: html`<h4>Commands</h4>${all.map(
				({command, exit, duration, operation, cause = []}) => html`<pre><span class="prompt">$ </span>${command}</pre>
<p class="note">${operation}: ${exit === null ? 'stopped at its time limit' : `exit ${exit}`} after ${formatDuration(duration)}</p>
${
	cause.length > 0 &&
	html`<h5>CRIU names the cause</h5>
<pre class="cause">${cause.join('\n')}</pre>`
}`,
			)}`;
};

const durations = ({durations: spans}: CellResult): Markup => {
	return spans === undefined
		? html``
		: html`<div><dt>Durations</dt>
<dd>sandbox ${formatDuration(spans.sandbox)}, scenario ${formatDuration(spans.body)}, in all ${formatDuration(spans.total)}</dd></div>`;
};
