// Top of the page: the verdict, the run and its host, what is unexpected, and what is flaky.
import type {Results} from '../../model/results.ts';
import {counted} from '../../support/counted.ts';
import {elapsed, formatDuration} from '../../support/duration.ts';
import {blamed, describeCause, unexpectedCauses} from '../causes.ts';
import {describeHost} from '../describe-evidence.ts';
import type {Matrix} from '../matrix.ts';
import {describeRepeat, describeRounds, isFlaky} from '../rounds.ts';
import {statuses, statusOf} from '../status.ts';
import {runVerdict} from '../verdict.ts';
import {badge} from './badge.ts';
import {cellAnchor} from './links.ts';
import {html, type Markup} from './markup.ts';

export const overview = (results: Results, {counts}: Matrix): Markup => {
	const {run} = results;
	const {ok, ran, unexpected} = runVerdict(results);
	const retried = results.cells.filter(({attempts, rounds}) => attempts > 1 && !rounds).length;
	const repeat = describeRepeat(results);
	const used = statuses.filter(status => counts[status] > 0).toReversed();
	return html`<header class="${ok ? 'good' : 'bad'}">
<p class="kicker">netlock: checkpoint/restore and the network lock</p>
<h1>${run.interrupted && 'Interrupted: '}${ran} of ${counted(results.cells.length, 'cell')} ran${
		ran > 0 && html`: ${ran - unexpected} as expected, <strong>${unexpected} unexpected</strong>`
	}</h1>
<p class="counts">${used.map(status => badge(status, `${counts[status]} ${status}`))}
${retried > 0 && html`<span class="note">${retried} needed more than one attempt</span>`}</p>
<dl class="facts">
<div><dt>Run</dt><dd>${run.id}, netlock ${run.netlock}</dd></div>
<div><dt>Started</dt><dd><time datetime="${run.started}">${run.started}</time>,
took ${formatDuration(elapsed(run))}, ${run.jobs} at a time</dd></div>
${repeat !== undefined && html`<div><dt>Rounds</dt><dd>${repeat}</dd></div>`}
<div><dt>Host</dt><dd>${describeHost(results)}</dd></div>
<div><dt>Command</dt><dd><code>${run.command}</code></dd></div>
</dl>
</header>`;
};

export const causesSection = (results: Results): Markup => {
	const causes = unexpectedCauses(results);
	if (causes.length === 0) return html``;
	return html`<section id="causes">
<h2>Causes</h2>
<ul class="causes">${causes.map(
		({cause, cells, status}) => html`<li>${badge(status, `${cells.length} ${status}`)}
<div><p><strong>${cause.title}</strong><br>${blamed(cause)}: ${describeCause(cause)}</p>
<ul>${cells.map(({id}) => html`<li><a href="#${cellAnchor(id)}">${id}</a></li>`)}</ul></div></li>
`,
	)}</ul>
</section>`;
};

/** Cells whose rounds differ, expected or not. */
export const flakySection = ({cells}: Results): Markup => {
	const flaky = cells.filter(isFlaky);
	return flaky.length === 0
		? html``
		: html`<section id="flaky">
<h2>Flaky</h2>
<p class="note">These cells had different outcomes from round to round. A mark shows the worst of them.</p>
<ul class="causes">${flaky.map(
				cell => html`<li>${badge(statusOf(cell), describeRounds(cell))}
<div><a href="#${cellAnchor(cell.id)}">${cell.id}</a></div></li>
`,
			)}</ul>
</section>`;
};
