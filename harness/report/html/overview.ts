// The top of the page: the verdict, what ran and what did not, the run and its host, causes, flaky cells.
import type {Results} from '../../model/results.ts';
import {isFlaky} from '../../results/rounds.ts';
import {counted} from '../../support/counted.ts';
import {elapsed, formatDuration} from '../../support/duration.ts';
import {blamed, unexpectedCauses} from '../causes.ts';
import {describeHost} from '../describe-evidence.ts';
import type {AxisValue, Matrix} from '../matrix.ts';
import {describeRepeat, describeRounds} from '../rounds.ts';
import {statuses, statusOf} from '../status.ts';
import {countRan, runVerdict} from '../verdict.ts';
import {badge} from './badge.ts';
import {kicker} from './document.ts';
import {cellLink} from './links.ts';
import {html, type Markup} from './markup.ts';

export const overview = (results: Results, {counts, missing}: Matrix): Markup => {
	const {run} = results;
	const {ok, measured, cached, unexpected} = runVerdict(results);
	const retried = results.cells.filter(({attempts, rounds}) => attempts > 1 && !rounds).length;
	const repeat = describeRepeat(results);
	const unavailable = missing.flatMap(({images}) => images);
	const used = statuses.filter(status => counts[status] > 0).toReversed();
	return html`<header class="${ok ? 'good' : 'bad'}">
${kicker}
<h1>${run.interrupted && 'Interrupted: '}${countRan(results.cells)}${
		measured > 0 && html`: ${measured - unexpected} as expected, <strong>${unexpected} unexpected</strong>`
	}</h1>
${cached > 0 && html`<p class="ran">The panel of a cell that was measured earlier says when, and in which run.</p>`}
${notRun(counts, unavailable)}
<p class="counts">${used.map(status => badge(status, `${counts[status]} ${status}`))}
${retried > 0 && html`<span class="note">${retried} needed more than one attempt</span>`}</p>
<dl class="facts">
<div><dt>Run</dt><dd>${run.id}, netlock ${run.netlock}</dd></div>
<div><dt>Started</dt><dd><time datetime="${run.started}">${run.started}</time>,
took ${formatDuration(elapsed(run))}, ${run.jobs} at a time</dd></div>
${repeat !== undefined && html`<div><dt>Rounds</dt><dd>${repeat}</dd></div>`}
<div><dt>Host</dt><dd>${describeHost(results)}</dd></div>
<div><dt>Command</dt><dd><code>${run.command}</code></dd></div>
${run.project && html`<div><dt>${run.project.file}</dt><dd><code>${run.project.settings.join(' ')}</code></dd></div>`}
</dl>
</header>`;
};

const notRun = ({skip, miss}: Matrix['counts'], unavailable: readonly AxisValue[]): Markup => {
	if (skip + miss === 0) return html``;
	const parts = [
		skip > 0 && [html`${counted(skip, 'cell')} ${skip === 1 ? 'does' : 'do'} not apply`],
		miss > 0 && [html`<strong>${counted(miss, 'cell')} could not be run</strong>`],
	].filter(part => part !== false);
	const images =
		unavailable.length > 0 &&
		html` (<a href="#missing">${counted(unavailable.length, 'image')} unavailable</a>: ${unavailable.map(({id}) => id).join(', ')})`;
	return html`<p class="ran">${parts.map((part, index) => [index > 0 && ', ', ...part])}${images}.</p>`;
};

/** How many cells of a cause are listed. The matrix shows the others. */
const named = 12;

export const causesSection = (results: Results): Markup => {
	const causes = unexpectedCauses(results);
	if (causes.length === 0) return html``;
	return html`<section id="causes">
<h2>Causes</h2>
<ul class="causes">${causes.map(
		({cause, account, cells, status}, index) => html`<li>${badge(status, `${cells.length} ${status}`)}
<div><p>${cause.title}</p>
<p class="note">${blamed(cause)}: ${account}</p>
<ul>${cells.slice(0, named).map(cell => html`<li>${cellLink(cell)}</li>`)}</ul>${
			cells.length > named &&
			html`<p class="note"><a href="#matrix?cause=${index + 1}">and ${cells.length - named} more, in the matrix</a></p>`
		}</div></li>
`,
	)}</ul>
</section>`;
};

/** Cells whose rounds differ, whether expected or not. */
export const flakySection = ({cells}: Results): Markup => {
	const flaky = cells.filter(isFlaky);
	return flaky.length === 0
		? html``
		: html`<section id="flaky">
<h2>Flaky</h2>
<p class="note">These cells had different outcomes from round to round. A mark shows the worst of them.</p>
<ul class="causes">${flaky.map(
				cell => html`<li>${badge(statusOf(cell), describeRounds(cell))}
<div>${cellLink(cell)}</div></li>
`,
			)}</ul>
</section>`;
};
