// The matrix in a terminal: a line per scenario, under the name that `--scenario` takes; per image and runtime, one mark for
// each lock. Images that do not fit beside each other go into a further block below.
import type {AxisValue, Matrix} from './matrix.ts';
import {statusOf} from './status.ts';
import {printable, type Theme} from './terminal-theme.ts';

const imageGap = '   ';
const minimumTitle = 32;

export function terminalMatrix(matrix: Matrix, theme: Theme, width: number): string {
	const {images, runtimes, locks, scenarios} = matrix;
	const runtimeWidths = runtimes.map(({id}) => Math.max(locks.length, id.length));
	const marksWidth = runtimeWidths.reduce((sum, each) => sum + each + 1, -1);
	const longestTitle = Math.max(0, ...scenarios.map(({id}) => id.length));
	const titleMinimum = Math.min(longestTitle, minimumTitle);
	const perBlock = Math.max(1, Math.floor((width - titleMinimum) / (imageGap.length + marksWidth)));
	const blockCount = Math.ceil(images.length / perBlock);
	// Even blocks: 8 and 7 rather than 14 and 1.
	const size = Math.ceil(images.length / Math.max(1, blockCount));
	// What is left beside the marks first spells out image names, then scenario titles.
	const roomForName = Math.floor((width - titleMinimum) / size) - imageGap.length;
	const longestName = Math.max(0, ...images.map(({id}) => id.length));
	const imageWidth = Math.max(marksWidth, Math.min(longestName, roomForName));
	const titleWidth = Math.max(1, Math.min(longestTitle, width - size * (imageGap.length + imageWidth)));
	return Array.from({length: blockCount}, (_, index) => images.slice(index * size, (index + 1) * size))
		.map(block => drawBlock(matrix, theme, block, {title: titleWidth, image: imageWidth, runtimes: runtimeWidths}))
		.join('\n\n');
}

type Widths = {title: number; image: number; runtimes: number[]};

function drawBlock(matrix: Matrix, theme: Theme, images: AxisValue[], widths: Widths): string {
	const {runtimes, locks, scenarios, at} = matrix;
	const cell = (text: string, width: number) => theme.cut(printable(text), width).padEnd(width);
	const line = (title: string, perImage: (image: AxisValue) => string) =>
		[title, ...images.map(image => perImage(image))].join(imageGap).trimEnd();
	const perRuntime = (draw: (runtime: AxisValue, width: number) => string) =>
		runtimes.map((runtime, index) => draw(runtime, widths.runtimes[index]!)).join(' ') + margin;

	const marksWidth = widths.runtimes.reduce((sum, each) => sum + each + 1, -1);
	const margin = ' '.repeat(widths.image - marksWidth);
	const blank = ' '.repeat(widths.title);
	const letters = locks.map(lock => lock[0]).join('');
	const names = new Map(images.map(({id}) => [id, nameLines(printable(id), widths.image)]));
	const nameHeight = Math.max(...[...names.values()].map(lines => lines.length));
	const nameRow = (row: number) =>
		line(blank, ({id}) => {
			const lines = names.get(id) ?? [];
			return theme.bold(cell(lines[row - nameHeight + lines.length] ?? '', widths.image));
		});
	const header = [
		...Array.from({length: nameHeight}, (_, row) => nameRow(row)),
		line(blank, () => perRuntime(({id}, width) => cell(id, width))),
		line(blank, () => perRuntime((_, width) => theme.dim(cell(letters, width)))),
	];
	const rows = scenarios.map(scenario =>
		line(cell(scenario.id, widths.title), image =>
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
}

/** A name over several lines, broken after hyphens, so that `debian-forky-bare` and `debian-forky-nftables` stay apart. */
function nameLines(name: string, width: number): string[] {
	const lines = [''];
	for (const part of name.split(/(?<=-)/)) {
		const last = lines.at(-1) ?? '';
		if (last === '' || (last + part).length <= width) lines.splice(-1, 1, last + part);
		else lines.push(part);
	}
	return lines;
}
