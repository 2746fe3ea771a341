// The whole matrix: per scenario a row for each runtime; per image a column for each lock. Each mark links to its evidence.
import type {CellResult} from '../../model/cell-result.ts';
import type {AxisValue, Matrix} from '../matrix.ts';
import {appearances, statuses, statusOf} from '../status.ts';
import {cellVerdict} from '../verdict.ts';
import {badge, statusClass} from './badge.ts';
import {cellAnchor, imageAnchor} from './links.ts';
import {html, type Markup} from './markup.ts';

export const matrixSection = (matrix: Matrix): Markup => {
	const {images, missing, locks, scenarios, counts} = matrix;
	if (scenarios.length === 0 || images.length === 0) return html``;
	const used = statuses.filter(status => counts[status] > 0).toReversed();
	return html`<section id="matrix">
<h2>Matrix</h2>
<p class="note">Choose a mark to see its evidence.${
		missing.length > 0 && html` <a href="#missing">Unavailable images</a> are left out.`
	}</p>
<ul class="legend">${used.map(status => html`<li>${badge(status)} ${appearances[status].meaning}</li>`)}
${matrix.unexpected.some(hasRing) && html`<li><span class="sample ring" aria-hidden="true"></span> ring: not expected</li>`}</ul>
${filters(matrix)}
<div class="scroll tall"><table class="matrix">
<thead><tr><th rowspan="2" class="wide" scope="col">Scenario</th>
<th rowspan="2" scope="col" class="stick">Runtime</th>
${images.map(
	({id, title}) => html`<th colspan="${locks.length}"
scope="colgroup" class="edge" data-image="${id}">
<a href="#${imageAnchor(id)}" title="${title}">${id}</a></th>`,
)}</tr>
<tr>${images.map(({id}) =>
		locks.map(
			(lock, index) => html`<th scope="col"
class="lock${index === 0 && ' edge'}" data-image="${id}" data-lock="${lock}"><span>${lock}</span></th>`,
		),
	)}</tr></thead>
${scenarios.map(scenario => scenarioRows(matrix, scenario))}</table></div>
</section>`;
};

// On a narrow screen the title is a line of its own above its rows; on a wide one, the first column.
const scenarioRows = ({images, runtimes, locks, at}: Matrix, scenario: AxisValue): Markup => {
	const columns = images.length * locks.length + 2;
	return html`<tbody><tr class="narrow"><th colspan="${columns}" scope="rowgroup"><span>${scenario.title}</span></th></tr>
${runtimes.map(
	(runtime, index) => html`<tr data-runtime="${runtime.id}">
${
	index === 0 &&
	html`<th rowspan="${runtimes.length}" scope="rowgroup" class="wide title"
title="${scenario.id}">${scenario.title}</th>`
}<th scope="row" class="stick">${runtime.id}</th>
${images.map(image =>
	locks.map((lock, position) =>
		square(at({image: image.id, runtime: runtime.id, lock, scenario: scenario.id}), image.id, lock, position === 0),
	),
)}</tr>
`,
)}</tbody>
`;
};

const square = (cell: CellResult | undefined, image: string, lock: string, edge: boolean): Markup => {
	const attributes = html`data-image="${image}" data-lock="${lock}"${edge && html` class="edge"`}`;
	if (cell === undefined) return html`<td ${attributes}></td>`;
	const status = statusOf(cell);
	const label = `${cell.id}: ${status}${status === 'pass' ? '' : `. ${cellVerdict(cell)}`}`;
	return html`<td ${attributes}><a class="mark ${statusClass(status)}${hasRing(cell) && ' ring'}"
data-status="${status}"${cell.unexpected && html` data-unexpected`}
href="#${cellAnchor(cell.id)}" title="${label}"
aria-label="${label}">${appearances[status].glyph}</a></td>`;
};

// Some marks are unexpected by their meaning; only the others need to be told apart.
const hasRing = (cell: CellResult): boolean => cell.unexpected && ['miss', 'skip'].includes(statusOf(cell));

// Hidden until the script, without which it would do nothing, shows it.
const filters = ({images, runtimes, locks, counts}: Matrix): Markup => {
	const choice = (name: string, values: readonly string[]) => html`<label>${name}
<select data-filter="${name}">
<option value="">all</option>${values.map(value => html`<option>${value}</option>`)}</select></label>
`;
	const ids = (values: AxisValue[]) => values.map(({id}) => id);
	return html`<form class="filters" hidden>${choice('image', ids(images))}${choice('runtime', ids(runtimes))}
${choice('lock', locks)}
${choice('outcome', [...statuses.filter(status => counts[status] > 0), 'unexpected'])}<button type="reset">Show all</button></form>`;
};
