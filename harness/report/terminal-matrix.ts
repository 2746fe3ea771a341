// The matrix for a terminal: a line per scenario, with the name that `--scenario` takes; per image and runtime, one
// mark for each lock. Columns that do not fit go into another block below.

import {printable} from '../support/printable.ts';
import {padToWidth, textWidth} from '../support/terminal-width.ts';
import type {AxisValue, Matrix} from './matrix.ts';
import {statusOf} from './status.ts';
import type {Theme} from './terminal-theme.ts';

const imageGap = '   ';
const minimumTitle = 32;

const longestTitle = ({scenarios}: Matrix): number => Math.max(0, ...scenarios.map(({id}) => textWidth(printable(id))));
const titleMinimum = (matrix: Matrix): number => Math.min(longestTitle(matrix), minimumTitle);

const widths = ({runtimes, locks}: Matrix): number[] =>
	runtimes.map(({title}) => Math.max(locks.length, textWidth(printable(title))));
const sum = (each: readonly number[]): number => each.reduce((total, width) => total + width + 1, -1);

/**
 * Replaces long names of builds, such as `crun@fix+criu@source`, by numbers if the names would push images into another
 * block.
 */
export const withHeadings = (matrix: Matrix, width: number): Matrix => {
	const {runtimes, images, locks} = matrix;
	const named = sum(widths(matrix));
	const fits = images.length * (imageGap.length + named) <= width - titleMinimum(matrix);
	return fits || named === sum(runtimes.map(() => locks.length))
		? matrix
		: {...matrix, runtimes: runtimes.map(({id}, index) => ({id, title: String(index + 1)}))};
};

/** Writes the title of a runtime above its marks. */
export const terminalMatrix = (matrix: Matrix, theme: Theme, width: number): string => {
	const {runtimes} = matrix;
	const room = width - titleMinimum(matrix) - imageGap.length;
	const fitting = Math.max(1, Math.floor((room + 1) / (Math.max(0, ...widths(matrix)) + 1)));
	const perBlock = sum(widths(matrix)) <= room ? Math.max(1, runtimes.length) : fitting;
	return evenly(runtimes, perBlock)
		.map(some => drawBlocks({...matrix, runtimes: some}, theme, width))
		.join('\n\n');
};

/** Even groups of at most `most`: 8 and 7 rather than 14 and 1. */
const evenly = <Value>(values: readonly Value[], most: number): Value[][] => {
	const count = Math.ceil(values.length / most);
	const size = Math.ceil(values.length / Math.max(1, count));
	return Array.from({length: count}, (_, index) => values.slice(index * size, (index + 1) * size));
};

const drawBlocks = (matrix: Matrix, theme: Theme, width: number): string => {
	const {images} = matrix;
	const runtimeWidths = widths(matrix);
	const marksWidth = sum(runtimeWidths);
	const room = width - titleMinimum(matrix);
	const perBlock = Math.max(1, Math.floor(room / (imageGap.length + marksWidth)));
	const blocks = evenly(images, perBlock);
	const size = blocks[0]?.length ?? 1;
	// The remaining width goes to image names first, then to scenario titles.
	const roomForName = Math.floor(room / size) - imageGap.length;
	const longestName = Math.max(0, ...images.map(({id}) => textWidth(printable(id))));
	const imageWidth = Math.max(marksWidth, Math.min(longestName, roomForName));
	const titleWidth = Math.max(1, Math.min(longestTitle(matrix), width - size * (imageGap.length + imageWidth)));
	return blocks
		.map(block => drawBlock(matrix, theme, block, {title: titleWidth, image: imageWidth, runtimes: runtimeWidths}))
		.join('\n\n');
};

type Widths = {title: number; image: number; runtimes: number[]};

const drawBlock = (matrix: Matrix, theme: Theme, images: AxisValue[], columns: Widths): string => {
	const {runtimes, locks, scenarios, at} = matrix;
	const cell = (text: string, width: number) => padToWidth(theme.cut(printable(text), width), width);
	const line = (title: string, perImage: (image: AxisValue) => string) =>
		[title, ...images.map(image => perImage(image))].join(imageGap).trimEnd();
	const perRuntime = (draw: (runtime: AxisValue, width: number) => string) =>
		runtimes.map((runtime, index) => draw(runtime, columns.runtimes[index] ?? 0)).join(' ') + margin;

	const marksWidth = sum(columns.runtimes);
	const margin = ' '.repeat(columns.image - marksWidth);
	const blank = ' '.repeat(columns.title);
	const letters = locks.map(lock => lock[0]).join('');
	const names = new Map(images.map(({id}) => [id, nameLines(printable(id), columns.image)]));
	const nameHeight = Math.max(...[...names.values()].map(lines => lines.length));
	const nameRow = (row: number) =>
		line(blank, ({id}) => {
			const lines = names.get(id) ?? [];
			return theme.bold(cell(lines[row - nameHeight + lines.length] ?? '', columns.image));
		});
	const header = [
		...Array.from({length: nameHeight}, (_, row) => nameRow(row)),
		line(blank, () => perRuntime(({title}, width) => cell(title, width))),
		line(blank, () => perRuntime((_, width) => theme.dim(cell(letters, width)))),
	];
	const rows = scenarios.map(scenario =>
		line(cell(scenario.id, columns.title), image =>
			perRuntime((runtime, width) => {
				const marks = locks.map(lock => {
					const cell = at({image: image.id, runtime: runtime.id, lock, scenario: scenario.id});
					return cell ? theme.mark(statusOf(cell)) : ' ';
				});
				return marks.join('') + ' '.repeat(width - locks.length);
			}),
		),
	);
	return [...header, ...rows].join('\n');
};

/**
 * Breaks a name over several lines after hyphens, so that `debian-forky-bare` and `debian-forky-nftables` stay
 * distinguishable.
 */
const nameLines = (name: string, width: number): string[] => {
	const lines = [''];
	for (const part of name.split(/(?<=-)/)) {
		const last = lines.at(-1) ?? '';
		if (last === '' || textWidth(last + part) <= width) lines.splice(-1, 1, last + part);
		else lines.push(part);
	}
	return lines;
};
