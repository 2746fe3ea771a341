// A cell as a test in a CI system. All formats for CI systems use it.
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {describeCached} from '../cached.ts';
import {evidenceLines} from '../failing-cell.ts';
import {cellVerdict} from '../verdict.ts';
import {inert, inertLine} from './inert.ts';

/** `known`: it fails as a known issue says. `failed` and `error`: the cell fails the run. */
export type CiResult = 'passed' | 'failed' | 'error' | 'known' | 'skipped';

export type CiEntry = {
	id: string;
	image: string;
	runtime: string;
	result: CiResult;
	/** One line. Absent for a cell that passed. */
	message?: string;
	/** Lines of evidence, for a cell that did not pass. */
	details: readonly string[];
	/** When, where and in which run it was measured; absent where this run did. */
	cached?: string;
	/** Milliseconds. */
	took: number;
};

const resultOf = ({outcome, unexpected}: CellResult): CiResult => {
	if (outcome === 'skip' || outcome === 'miss') return 'skipped';
	if (unexpected) return outcome === 'error' ? 'error' : 'failed';
	return outcome === 'pass' ? 'passed' : 'known';
};

const messageOf = (cell: CellResult, result: CiResult): string => {
	const verdict = cellVerdict(cell);
	return result === 'known' && cell.knownIssue ? `known issue ${cell.knownIssue.id}: ${verdict}` : verdict;
};

const entryOf = (cell: CellResult): CiEntry => {
	const result = resultOf(cell);
	const cached = describeCached(cell);
	const ran = result !== 'passed' && result !== 'skipped';
	return {
		id: inertLine(cell.id),
		image: inertLine(cell.image),
		runtime: inertLine(cell.runtime),
		result,
		...(result !== 'passed' && {message: inertLine(messageOf(cell, result))}),
		details: ran ? evidenceLines(cell).map(inert) : [],
		...(cached !== undefined && {cached: inertLine(cached)}),
		took: cell.durations?.total ?? 0,
	};
};

export const entriesOf = ({cells}: Results): CiEntry[] => cells.map(entryOf);
