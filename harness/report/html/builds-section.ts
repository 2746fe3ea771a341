// The section about parts under test: the origin of each, and what it was in each image.
import type {Results} from '../../model/results.ts';
import {type PartPlace, partsUnderTest, shortDigest} from '../builds.ts';
import {html, type Markup} from './markup.ts';

export const buildsSection = ({builds}: Results): Markup => {
	const parts = partsUnderTest(builds);
	return parts.length === 0
		? html``
		: html`<section id="builds">
<h2>Builds under test</h2>
<p class="note">All else is the image's own. Of sums, the first twelve digits; results.json has the whole.</p>
<div class="scroll"><table class="plain stack">
<thead><tr>${['Build', 'Image', 'Version', 'sha256', 'Sources', 'Patches'].map(each => html`<th scope="col">${each}</th>`)}</tr></thead>
${parts.map(
	({id, from, places}) =>
		html`<tbody>${(places.length === 0 ? [undefined] : places).map(
			(place, index) => html`<tr>${
				index === 0 &&
				html`<th scope="rowgroup" rowspan="${Math.max(1, places.length)}">${id}<br><span class="note">${from}</span></th>`
			}${placeCells(place)}</tr>
`,
		)}</tbody>`,
)}</table></div>
</section>`;
};

const placeCells = (place: PartPlace | undefined): Markup => {
	if (place === undefined) return html`<td colspan="5" data-label="image" class="note">ran in no image</td>`;
	const {image, version, defaultLock, digest, source, patchset} = place;
	const sum = (label: string, value: string | undefined) =>
		value === undefined
			? html`<td></td>`
			: html`<td data-label="${label}" title="${value}"><code>${shortDigest(value)}</code></td>`;
	return html`<td data-label="image">${image}</td>
<td data-label="version">${version}${defaultLock && html`<span class="note">, ${defaultLock} by default</span>`}</td>
${sum('sha256', digest)}${sum('sources', source)}${sum('patches', patchset)}`;
};
