// The headline table: does it work with no explicit lock? Image by runtime.
import type {Results} from '../../model/results.ts';
import {answerStatus, type HeadlineEntry, headline, headlineQuestion} from '../headline.ts';
import type {Matrix} from '../matrix.ts';
import {cellVerdict} from '../verdict.ts';
import {badge} from './badge.ts';
import {cellAnchor, imageAnchor} from './links.ts';
import {html, type Markup} from './markup.ts';

export const headlineSection = (results: Results, {runtimes}: Matrix): Markup => {
	const rows = headline(results);
	if (rows.length === 0) return html``;
	return html`<section id="headline">
<h2>${headlineQuestion}</h2>
<p class="note">The lock is <em>unset</em>: CRIU's own default should decide.
Figures: core scenarios that pass, of those that apply.</p>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Image</th><th scope="col">CRIU</th><th scope="col">Its default lock</th>
${runtimes.map(({id}) => html`<th scope="col" class="name">${id}</th>`)}</tr></thead>
<tbody>${rows.map(
		({image, criu, defaultLock, entries}) => html`<tr><th scope="row" class="image">
<a href="#${imageAnchor(image.id)}">${image.title}</a></th>
<td data-label="CRIU">${criu ?? 'unknown'}</td><td data-label="default lock">${defaultLock}</td>${entries.map(entryCell)}</tr>
`,
	)}</tbody></table></div>
</section>`;
};

const entryCell = ({answer, passed, applicable, decisive, runtime, version, criu}: HeadlineEntry): Markup => {
	if (applicable === 0) return html`<td data-label="${runtime}" class="named note">not run</td>`;
	const why = decisive && html`<br><a class="why" href="#${cellAnchor(decisive)}">${cellVerdict(decisive)}</a>`;
	const own = criu && html`<br>with CRIU ${criu.version}, ${criu.defaultLock} by default`;
	return html`<td data-label="${runtime}" class="named">${badge(answerStatus[answer], answer)} ${passed}/${applicable}
<span class="note">${version}${own}</span>${why}</td>`;
};
