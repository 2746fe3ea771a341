// The matrix in the page: written again for a filter, and usable with the arrow keys.
import type {AxisValue} from '../matrix.ts';
import type {Filters} from './address.ts';

import {escapeHtml} from './escape.ts';
import {type Grid, isTurned, matrixGrid} from './matrix-grid.ts';
import {classOf, frame, glyphOf, idOf, indexOf} from './store.ts';

const byId = ({id}: AxisValue, wanted: string | undefined): boolean => !wanted || id === wanted;

/** The part of the matrix that matches. `groups` selects some of its columns, for paper. */
export const gridFor = (fits: readonly boolean[], {image, runtime, lock, scenario}: Filters): Grid => {
	const images = frame.images.filter(each => byId(each, image));
	const runtimes = frame.runtimes.filter(each => byId(each, runtime));
	const turned = isTurned(frame.images, frame.runtimes);
	const hits = new Set(frame.cells.flatMap((cell, index) => (fits[index] ? [cell.scenario] : [])));
	return {
		scenarios: frame.scenarios.filter(each => byId(each, scenario) && hits.has(each.id)),
		lines: turned ? images : runtimes,
		groups: turned ? runtimes : images,
		locks: frame.locks.filter(each => !lock || each === lock),
		kinds: turned ? {line: 'Image', group: 'Build'} : {line: 'Build', group: 'Image'},
		text: escapeHtml,
		mark: (scenarioId, line, group, lockId) => {
			const index = indexInGrid(turned, scenarioId, line, group, lockId);
			const cell = index === undefined ? undefined : frame.cells[index];
			if (cell === undefined || index === undefined) return undefined;
			return fits[index] ? {className: classOf(cell), glyph: glyphOf(cell)} : {className: 'away', glyph: ''};
		},
	};
};

const indexInGrid = (
	turned: boolean,
	scenario: string,
	line: string,
	group: string,
	lock: string,
): number | undefined => (turned ? indexOf(line, group, lock, scenario) : indexOf(group, line, lock, scenario));

let shown: Grid | undefined;

/** The position of a mark: its scenario's body, its line, and its index in the line. */
const positionOf = (mark: HTMLElement): {body: number; line: number; column: number} | undefined => {
	const row = mark.closest('tr');
	const body = mark.closest('tbody');
	if (row === null || body === null) return undefined;
	const bodies = [...(body.parentElement?.querySelectorAll('tbody') ?? [])];
	// The first row of a body has the scenario's name, and the first element of a line its heading.
	return {
		body: bodies.indexOf(body),
		line: [...body.rows].indexOf(row) - 1,
		column: [...row.cells].indexOf(mark as HTMLTableCellElement) - 1,
	};
};

const cellOfMark = (mark: HTMLElement): number | undefined => {
	const position = positionOf(mark);
	if (position === undefined || shown === undefined) return undefined;
	const {scenarios, lines, groups, locks} = shown;
	const scenario = scenarios[position.body];
	const line = lines[position.line];
	const group = groups[Math.floor(position.column / locks.length)];
	const lock = locks[position.column % locks.length];
	if (!scenario || !line || !group || lock === undefined) return undefined;
	return indexInGrid(isTurned(frame.images, frame.runtimes), scenario.id, line.id, group.id, lock);
};

const markOfCell = (index: number): HTMLElement | undefined => {
	const cell = frame.cells[index];
	if (cell === undefined || shown === undefined) return undefined;
	const turned = isTurned(frame.images, frame.runtimes);
	const [line, group] = turned ? [cell.image, cell.runtime] : [cell.runtime, cell.image];
	const {scenarios, lines, groups, locks} = shown;
	const body = document.querySelectorAll('#grid tbody')[scenarios.findIndex(({id}) => id === cell.scenario)];
	const row = body?.querySelectorAll('tr')[lines.findIndex(({id}) => id === line) + 1];
	return row?.cells[groups.findIndex(({id}) => id === group) * locks.length + locks.indexOf(cell.lock) + 1];
};

/** Makes one mark reachable with Tab. The mark says in words what it is. */
const enter = (mark: HTMLElement, move: boolean): void => {
	const before = document.querySelector('#grid td[tabindex="0"]');
	before?.setAttribute('tabindex', '-1');
	mark.tabIndex = 0;
	const index = cellOfMark(mark);
	const cell = index === undefined ? undefined : frame.cells[index];
	if (cell) mark.setAttribute('aria-label', [`${idOf(cell)}: ${cell.status}`, cell.verdict].filter(Boolean).join('. '));
	if (move) mark.focus();
};

export const focusMark = (index: number): void => {
	const mark = markOfCell(index);
	if (mark) enter(mark, true);
};

const steps: Record<string, [down: number, right: number]> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
	PageUp: [-10, 0],
	PageDown: [10, 0],
	Home: [0, -Infinity],
	End: [0, Infinity],
};

const between = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

const walk = (event: KeyboardEvent, mark: HTMLTableCellElement): void => {
	const step = steps[event.key];
	const row = mark.closest('tr');
	if (step === undefined || row === null) return;
	const rows = [...document.querySelectorAll<HTMLTableRowElement>('#grid tbody tr:not(.name)')];
	const column = [...row.cells].indexOf(mark) - 1;
	const [down, right] = event.ctrlKey ? [step[1] * Infinity || 0, 0] : step;
	const target = rows[between(rows.indexOf(row) + down, rows.length - 1)];
	const wanted = target?.cells[between(column + right, target.cells.length - 2) + 1];
	if (wanted === undefined) return;
	event.preventDefault();
	enter(wanted, true);
};

/** Writes the cells that match. Without a filter the page has them already, and `isWritten` says so. */
export const showMatrix = (fits: readonly boolean[], filters: Filters, isWritten: boolean): void => {
	const grid = document.querySelector<HTMLElement>('#grid');
	if (grid === null) return;
	shown = gridFor(fits, filters);
	document.documentElement.style.setProperty('--lines', String(shown.lines.length));
	if (!isWritten) grid.innerHTML = shown.scenarios.length === 0 ? '' : matrixGrid(shown, 'Matrix of cells');
	const first = grid.querySelector<HTMLElement>('tbody td');
	if (first) enter(first, false);
};

export const watchMatrix = (open: (index: number, from: HTMLElement) => void): void => {
	const grid = document.querySelector<HTMLElement>('#grid');
	if (grid === null) return;
	const markAt = (event: Event): HTMLTableCellElement | null =>
		event.target instanceof Element ? event.target.closest<HTMLTableCellElement>('tbody td') : null;
	const choose = (mark: HTMLTableCellElement): void => {
		const index = cellOfMark(mark);
		enter(mark, true);
		if (index !== undefined) open(index, mark);
	};
	grid.addEventListener('click', event => {
		const mark = markAt(event);
		if (mark) choose(mark);
	});
	grid.addEventListener('mouseover', event => {
		const mark = markAt(event);
		const index = mark ? cellOfMark(mark) : undefined;
		const cell = index === undefined ? undefined : frame.cells[index];
		if (mark && cell) mark.title = [`${idOf(cell)}: ${cell.status}`, cell.verdict].filter(Boolean).join('\n');
	});
	grid.addEventListener('keydown', event => {
		const mark = markAt(event);
		if (mark === null) return;
		if (event.key === 'Enter' || event.key === ' ') {
			event.preventDefault();
			choose(mark);
		} else walk(event, mark);
	});
};
