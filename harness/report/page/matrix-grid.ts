// The matrix as a table. netlock writes it whole, so that it needs no script; the page's script writes it again for a
// filter or for paper. Each scenario has a line per build, and each image is a group of locks; or turned, with builds
// across.
import type {AxisValue} from '../matrix.ts';

export type Mark = {className: string; glyph: string};

export type Grid = {
	scenarios: readonly AxisValue[];
	lines: readonly AxisValue[];
	groups: readonly AxisValue[];
	locks: readonly string[];
	/** Titles of lines and groups. */
	kinds: {line: string; group: string};
	/** A name as HTML. */
	text: (name: string) => string;
	/** Undefined when no cell was planned. */
	mark: (scenario: string, line: string, group: string, lock: string) => Mark | undefined;
};

/** Width of the marks of one group in em, which is the room for a heading. */
const letters = ({locks}: Grid): number => Math.max(4, locks.length * 4 - 1);

/** Whether names are too long for their columns. Then they become numbers, with a legend. */
const areNumbered = (grid: Grid): boolean =>
	grid.groups.length > 1 && grid.groups.some(({id}) => id.length > letters(grid));

/** With one image and several builds the matrix has a column per build, instead of many lines with four marks each. */
export const isTurned = (images: readonly AxisValue[], runtimes: readonly AxisValue[]): boolean =>
	images.length === 1 && runtimes.length > 1;

const gridLegend = (grid: Grid): string =>
	areNumbered(grid)
		? `<ol class="numbers">${grid.groups.map(({id}) => `<li>${grid.text(id)}</li>`).join('')}</ol>`
		: '';

const gridHead = (grid: Grid): string => {
	const {groups, locks, kinds, text} = grid;
	const isNumbered = areNumbered(grid);
	const names = groups.map(({id, title}, index) => {
		const name = isNumbered ? `${index + 1}` : text(id);
		return `<th scope="colgroup" class="group" title="${text(`${id}: ${title}`)}">${name}</th>`;
	});
	const methods = locks.map(lock => `<th scope="col" class="lock"><span>${lock}</span></th>`).join('');
	return `<thead><tr class="groups"><th scope="col" class="title">Scenario</th><th scope="col" class="line">${kinds.line}</th>${names.join('')}</tr>
<tr class="locks"><td class="title"></td><td class="line"></td>${methods.repeat(groups.length)}</tr></thead>`;
};

const markLine = ({groups, locks, mark, text}: Grid, scenario: AxisValue, {id}: AxisValue): string => {
	const cells = groups.flatMap(group =>
		locks.map(lock => {
			const found = mark(scenario.id, id, group.id, lock);
			return found === undefined ? '<td>' : `<td class="${found.className}">${found.glyph}`;
		}),
	);
	return `<tr><th scope="row" class="line">${text(id)}</th>${cells.join('')}</tr>\n`;
};

const scenarioRows = (grid: Grid, scenario: AxisValue): string => {
	const {id, title} = scenario;
	const {text} = grid;
	return `<tbody><tr class="name"><th scope="rowgroup" class="title">${text(title)}<br><code>${text(id)}</code></th></tr>
${grid.lines.map(each => markLine(grid, scenario, each)).join('')}</tbody>
`;
};

export const matrixGrid = (grid: Grid, label: string): string =>
	`${gridLegend(grid)}<div class="scroll tall"><table class="matrix locks-${grid.locks.length}" role="grid" aria-label="${grid.text(label)}">
${gridHead(grid)}
${grid.scenarios.map(each => scenarioRows(grid, each)).join('')}</table></div>`;
