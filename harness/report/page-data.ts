// The data in index.html: a frame with the axes and a short head of each cell, and separately the detail of each cell,
// which the page unpacks when it opens the panel.
import type {CellResult} from '../model/cell-result.ts';
import type {Results, ScenarioResult} from '../model/results.ts';
import {isFlaky} from '../results/rounds.ts';
import {printableLines} from '../support/printable.ts';
import {bugUrl} from './bug-link.ts';
import {blamed, unexpectedCauses} from './causes.ts';
import {type CellDetail, cellDetail} from './cell-detail.ts';
import {exceptionsOf} from './expected.ts';
import {type AxisValue, isMissing, type Matrix} from './matrix.ts';
import {packText} from './pack.ts';
import {appearances, type Status, statuses, statusOf} from './status.ts';
import {cellVerdict} from './verdict.ts';

/** The fields of a cell for the matrix and the filters. */
export type CellHead = Pick<CellResult, 'image' | 'runtime' | 'lock' | 'scenario' | 'layer'> & {
	status: Status;
	unexpected?: true | undefined;
	flaky?: true | undefined;
	issue?: string | undefined;
	/** Numbers of its causes, as the page's address uses them. */
	causes?: number[] | undefined;
	/** Absent for a pass. */
	verdict?: string | undefined;
};

export type PageScenario = AxisValue & {
	file: string;
	reports: {text: string; url?: string | undefined; guards?: string | undefined}[];
};

export type Frame = {
	images: AxisValue[];
	runtimes: AxisValue[];
	locks: string[];
	scenarios: PageScenario[];
	marks: {status: Status; glyph: string; meaning: string}[];
	/** The causes, with the party to blame. */
	causes: {title: string; party: string}[];
	cells: CellHead[];
};

const scenarioOf = ({id, title}: AxisValue, known: ScenarioResult | undefined): PageScenario => ({
	id,
	title,
	file: known?.file ?? '',
	reports: (known?.reports ?? []).map(text => ({text, url: bugUrl(text), guards: known?.guards?.[text]})),
});

/** Cells of unavailable images are left out, because the page lists the image; but not if one of them fails the run. */
const shownCells = (results: Results): CellResult[] =>
	results.cells.filter(({image, unexpected}) => unexpected || !isMissing(results, image));

/** Gives one detail at a time: all details of a large run would need many times the memory of the page. */
const details = function* (frame: Frame, cells: readonly CellResult[], detailOf: (cell: CellResult) => CellDetail) {
	yield frame;
	for (const cell of cells) yield detailOf(cell);
};

/** As JSON that may stand in a script element. */
export const pageData = (results: Results, {images, runtimes, locks, scenarios}: Matrix): string => {
	const cells = shownCells(results);
	const causes = unexpectedCauses(results);
	const causesOfCell = Map.groupBy(
		causes.flatMap(({cells: all}, index) => all.map(({id}) => ({id, number: index + 1}))),
		({id}) => id,
	);
	const exceptions = exceptionsOf(results);
	const byId = new Map(results.scenarios.map(each => [each.id, each]));
	const frame: Frame = {
		images,
		runtimes,
		locks,
		scenarios: scenarios.map(each => scenarioOf(each, byId.get(each.id))),
		marks: statuses.map(status => ({
			status,
			glyph: appearances[status].glyph,
			meaning: appearances[status].meaning,
		})),
		causes: causes.map(({cause}) => ({title: cause.title, party: blamed(cause)})),
		cells: cells.map(cell => {
			const {image, runtime, lock, scenario, layer, knownIssue} = cell;
			const status = statusOf(cell);
			return {
				image,
				runtime,
				lock,
				scenario,
				status,
				...(layer && {layer}),
				...(cell.unexpected && {unexpected: true}),
				...(isFlaky(cell) && {flaky: true}),
				...(knownIssue && {issue: knownIssue.id}),
				causes: causesOfCell.get(cell.id)?.map(({number}) => number),
				...(status !== 'pass' && {verdict: cellVerdict(cell)}),
			};
		}),
	};
	return packText(
		details(frame, cells, cell => cellDetail(cell, results, exceptions)),
		printableLines,
	);
};
