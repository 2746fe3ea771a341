// The whole matrix, with the data that the page's script needs to search it.
import type {Lock} from '../../model/axes.ts';
import type {CellResult} from '../../model/cell-result.ts';
import type {Matrix} from '../matrix.ts';
import {type Grid, isTurned, matrixGrid} from '../page/matrix-grid.ts';
import {appearances, statuses, statusOf} from '../status.ts';
import {badge, statusClass} from './badge.ts';
import {html, Markup} from './markup.ts';

export const matrixSection = (matrix: Matrix): Markup => {
	const {images, missing, scenarios, counts} = matrix;
	if (scenarios.length === 0 || images.length === 0) return html``;
	const used = statuses.filter(status => counts[status] > 0).toReversed();
	return html`<section id="matrix" tabindex="-1" aria-labelledby="matrix-title">
<h2 id="matrix-title">Matrix</h2>
<p class="note">A mark is a cell: choose it to see its evidence.${
		missing.length > 0 && html` <a href="#missing">Unavailable images</a> are left out.`
	}</p>
<noscript><p class="note">The evidence of each cell needs this page’s own script; results.json beside the page has it too.</p></noscript>
<ul class="legend">${used.map(status => html`<li>${badge(status)} ${appearances[status].meaning}</li>`)}
${matrix.unexpected.some(hasRing) && html`<li><span class="sample ring" aria-hidden="true"></span> ring: not expected</li>`}</ul>
<div id="finder"></div>
<div id="grid">${new Markup(matrixGrid(gridOf(matrix), 'Matrix of cells'))}</div>
</section>`;
};

const gridOf = ({images, runtimes, locks, scenarios, at}: Matrix): Grid => {
	const turned = isTurned(images, runtimes);
	return {
		text: name => html`${name}`.text,
		scenarios,
		lines: turned ? images : runtimes,
		groups: turned ? runtimes : images,
		locks,
		kinds: turned ? {line: 'Image', group: 'Build'} : {line: 'Build', group: 'Image'},
		mark: (scenario, line, group, lock) => {
			const [image, runtime] = turned ? [line, group] : [group, line];
			const cell = at({image, runtime, lock: lock as Lock, scenario});
			return cell && {className: markClass(cell), glyph: appearances[statusOf(cell)].glyph};
		},
	};
};

const markClass = (cell: CellResult): string => `${statusClass(statusOf(cell))}${hasRing(cell) ? ' ring' : ''}`;

// Some marks always mean an unexpected cell. Only the others need a ring when they are unexpected.
const hasRing = (cell: CellResult): boolean => cell.unexpected && ['miss', 'skip'].includes(statusOf(cell));
