// A table with a row per build: what fails with it, how much of that is new compared with the first build, and how many
// causes it has.
import type {Results} from '../../model/results.ts';
import {summarizeBuilds} from '../build-summary.ts';
import type {Matrix} from '../matrix.ts';
import {html, type Markup} from './markup.ts';

export const buildSummarySection = (results: Results, {runtimes}: Matrix): Markup => {
	const rows = summarizeBuilds(results, runtimes);
	if (rows.length < 2) return html``;
	const first = rows[0]?.id;
	return html`<section id="build-summary">
<h2>Builds</h2>
<div class="scroll"><table class="plain stack figures">
<thead><tr><th scope="col">Build</th><th scope="col">Measured</th><th scope="col">Unexpected</th><th scope="col">Known failures</th>
<th scope="col">New beside ${first}</th><th scope="col">Causes</th></tr></thead>
<tbody>${rows.map(
		({id, measured, unexpected, known, added, causes}) => html`<tr><th scope="row">${id}</th>
<td data-label="measured">${measured}</td><td data-label="unexpected">${
			unexpected > 0
				? html`<a href="#matrix?runtime=${encodeURIComponent(id)}&amp;outcome=unexpected">${unexpected}</a>`
				: 0
		}</td>
<td data-label="known failures">${known}</td>
<td data-label="new">${id === first ? html`<span class="note">the first</span>` : added}</td><td data-label="causes">${causes}</td></tr>
`,
	)}</tbody></table></div>
</section>`;
};
