// The reports of one cell for standard output, by the name that `--format` takes with `--cell`.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {renderBugReport, scriptOf} from './bug/bug-report.ts';

/** The text, or why there is none. */
export type CellReport = {text: string} | {why: string};

export const cellFormats = {
	bug: (cell: CellResult, results: Results): CellReport =>
		cell.outcome === 'fail' || cell.outcome === 'error'
			? {text: renderBugReport(cell, results)}
			: {why: `the cell does not fail: it is ${cell.outcome}`},
	script: (cell: CellResult, results: Results): CellReport => {
		const found = scriptOf(cell, results);
		return 'why' in found ? found : {text: found.script};
	},
} satisfies Record<string, (cell: CellResult, results: Results) => CellReport>;

export type CellFormat = keyof typeof cellFormats;
export const cellFormatNames = Object.keys(cellFormats) as CellFormat[];
