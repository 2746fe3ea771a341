// Prints an open cell alone, else the matrix in parts that fit the width of the paper.
import type {Filters} from './address.ts';
import {make} from './dom.ts';
import {matrixGrid} from './matrix-grid.ts';
import {gridFor} from './matrix-view.ts';

/** How many marks fit beside the names, in portrait format. */
const columns = 16;

const matrixParts = (fits: readonly boolean[], filters: Filters): HTMLElement[] => {
	const grid = gridFor(fits, filters);
	const size = Math.max(1, Math.floor(columns / Math.max(1, grid.locks.length)));
	const parts = Array.from({length: Math.ceil(grid.groups.length / size)}, (_, index) =>
		grid.groups.slice(index * size, (index + 1) * size),
	);
	return parts.map(groups => {
		const part = make('div', {class: 'part-of-matrix'});
		part.innerHTML = matrixGrid({...grid, groups}, `Matrix: ${groups.map(({id}) => id).join(', ')}`);
		return part;
	});
};

export const watchPrint = (shown: () => {fits: readonly boolean[]; filters: Filters}): void => {
	const paper = make('div', {class: 'paper'});
	const sheet = make('main', {class: 'paper'});
	const prepare = (): void => {
		const cell = document.querySelector('dialog[open] .cell');
		const grid = document.querySelector('#grid');
		if (grid === null) return;
		document.documentElement.classList.toggle('prints-cell', cell !== null);
		const {fits, filters} = shown();
		if (cell) {
			sheet.replaceChildren(cell.cloneNode(true));
			// Its heading is the document's, so that all are a level higher.
			for (const each of sheet.querySelectorAll('h2, h3, h4')) {
				each.setAttribute('aria-level', String(Number(each.tagName.slice(1)) - 1));
			}
			document.body.append(sheet);
		} else {
			paper.replaceChildren(...matrixParts(fits, filters));
			grid.after(paper);
		}
	};
	const tidy = (): void => {
		paper.remove();
		sheet.remove();
		document.documentElement.classList.remove('prints-cell');
	};
	addEventListener('beforeprint', prepare);
	addEventListener('afterprint', tidy);
	matchMedia('print').addEventListener('change', ({matches}) => (matches ? prepare() : tidy()));
};
