// Reasons, one line per cause: why cells fail as known issues say, why others did not run, why images are unavailable.
import type {Results} from '../../model/results.ts';
import {groupKnownIssues, groupUnrun, whereabouts} from '../groups.ts';
import type {Matrix} from '../matrix.ts';
import {badge} from './badge.ts';
import {bugLink, imageAnchor} from './links.ts';
import {html, type Markup} from './markup.ts';

export const knownIssuesSection = (results: Results): Markup => {
	const groups = groupKnownIssues(results);
	return groups.length === 0
		? html``
		: html`<section id="known-issues">
<h2>Known issues</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Issue</th><th scope="col">Reason</th><th scope="col">Cells</th>
<th scope="col">Where</th><th scope="col">Until</th></tr></thead>
<tbody>${groups.map(
				({
					issue,
					failing,
					passing,
					expired,
					cells,
				}) => html`<tr><th scope="row">${issue.id}<br>${bugLink(issue.bug)}</th>
<td data-label="reason">${issue.reason}</td>
<td data-label="cells">${failing > 0 && badge('known failure', `${failing} fail`)}
${passing > 0 && badge('unexpected pass', `${passing} pass`)}</td>
<td data-label="where">${whereabouts(cells, results.cells)}</td>
<td data-label="until" class="date">${issue.expires}${expired && html` ${badge('fail', 'expired')}`}</td></tr>
`,
			)}</tbody></table></div>
</section>`;
};

export const unrunSection = (results: Results): Markup => {
	const groups = groupUnrun(results);
	return groups.length === 0
		? html``
		: html`<section id="not-run">
<h2>Not run</h2>
<div class="scroll"><table class="plain stack">
<thead><tr><th scope="col">Cells</th><th scope="col">Why</th><th scope="col">Where</th></tr></thead>
<tbody>${groups.map(
				group => html`<tr><td data-label="cells">${badge(group.status, `${group.cells.length} ${group.status}`)}</td>
<td data-label="why">${group.verdict}</td>
<td data-label="where">${whereabouts(group.cells, results.cells)}</td></tr>
`,
			)}</tbody></table></div>
</section>`;
};

/** The images that have no column in the matrix. */
export const missingSection = ({missing}: Matrix, {images}: Results): Markup => {
	const help = (id: string) => images.find(each => each.id === id)?.help;
	return missing.length === 0
		? html``
		: html`<section id="missing">
<h2>Unavailable images</h2>
<ul class="causes">${missing.map(
				({reason, images, cells}) => html`<li>${badge('miss', `${cells} miss`)}
<div><p>${reason}</p>
<ul>${images.map(({id, title}) => image(id, title, help(id)))}</ul></div></li>
`,
			)}</ul>
</section>`;
};

/** An image with every attempt to get it, and what to try next. */
const image = (id: string, title: string, help: string | undefined): Markup =>
	html`<li id="${imageAnchor(id)}" title="${title}">${
		help === undefined ? id : html`<details><summary>${id}</summary><pre>${help}</pre></details>`
	}</li>`;
