// Verdicts in one line: of a cell (the layer that disagreed, and how) and of the whole run.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {isFlaky} from '../results/rounds.ts';
import {counted} from '../support/counted.ts';
import {countCached} from './cached.ts';
import {countCauses, unexpectedCauses} from './causes.ts';
import {statusOf} from './status.ts';

/** Whether a build under test passes despite a known issue, which is good news. */
export const isBetter = (cell: CellResult): boolean => statusOf(cell) === 'unexpected pass' && !cell.unexpected;

/** `request: field 64 is iptables, nothing was asked for`. If a layer disagreed, it is always named. */
export const cellVerdict = (cell: CellResult): string => {
	if (statusOf(cell) === 'unexpected pass') {
		const issue = cell.knownIssue ? `known issue ${cell.knownIssue.id}` : 'the plan';
		if (isBetter(cell)) return `passes, although ${issue} expects ${cell.expected}: the build under test does better`;
		return `passes, but ${issue} expects ${cell.expected}: if it is fixed, remove or narrow the entry`;
	}
	const {layer, outcome} = cell;
	const reason = cell.reason ?? fallbackReason(cell);
	const named = layer === undefined || outcome === 'pass' || reason.startsWith(`${layer}:`);
	return `${named ? reason : `${layer}: ${reason}`}${inRounds(cell)}`;
};

/** ` (in 1 of 3 rounds)`. Empty when all rounds had the same outcome. */
const inRounds = ({outcome, rounds, attempts}: CellResult): string => {
	const count = rounds?.[outcome] ?? attempts;
	return count === attempts ? '' : ` (in ${count} of ${attempts} rounds)`;
};

const fallbackReason = ({outcome, layer}: CellResult): string => {
	if (outcome === 'pass') return 'all layers of evidence agree';
	return layer === undefined ? `${outcome}, no reason recorded` : 'this layer disagreed';
};

export type RunVerdict = {
	ok: boolean;
	/** One word: `OK`. */
	word: 'OK' | 'FAILED' | 'INTERRUPTED' | 'NOTHING RAN';
	/** Cells that ran in this run or an earlier one; those that are `miss` or `skip` did not. */
	measured: number;
	unexpected: number;
	/** How many of these an earlier run measured. */
	cached: number;
	/** `144 of 188 cells ran: all as expected`. */
	text: string;
};

export const measuredIn = (cells: readonly CellResult[]): CellResult[] =>
	cells.filter(({outcome}) => outcome !== 'miss' && outcome !== 'skip');

/** `17 of 188 cells ran, 171 were measured earlier (2026-11-28)`. A cached cell did not run. */
export const countRan = (cells: readonly CellResult[]): string => {
	const ran = measuredIn(cells).filter(({cached}) => cached === undefined).length;
	const earlier = countCached(cells);
	return `${ran} of ${counted(cells.length, 'cell')} ran${earlier === undefined ? '' : `, ${earlier}`}`;
};

/** A run that measured no cell, or one that was cut short, proves nothing: it is not OK. */
export const runVerdict = (results: Results): RunVerdict => {
	const {cells, run} = results;
	const unexpected = cells.filter(cell => cell.unexpected).length;
	const measured = measuredIn(cells).length;
	const better = cells.filter(isBetter).length;
	const causes = countCauses(unexpectedCauses(results).map(({cause}) => cause));
	const flaky = cells.filter(cell => cell.unexpected && isFlaky(cell)).length;
	const which = flaky === 0 ? '' : `, ${flaky} of them flaky`;
	const counts =
		unexpected === 0
			? 'all as expected'
			: `${measured - unexpected} as expected, ${unexpected} unexpected (${causes})${which}`;
	const news = better === 0 ? '' : `, ${better} better than known`;
	const text = `${countRan(cells)}${measured === 0 ? '' : `: ${counts}${news}`}`;
	const word = run.interrupted ? 'INTERRUPTED' : measured === 0 ? 'NOTHING RAN' : unexpected > 0 ? 'FAILED' : 'OK';
	return {
		ok: word === 'OK',
		word,
		measured,
		unexpected,
		cached: cells.filter(({cached}) => cached).length,
		text: run.interrupted ? `interrupted; so far ${text}` : text,
	};
};

/** The mark before the verdict, for text without colour. */
export const verdictMark = ({word}: RunVerdict): string => ({OK: '✅', 'NOTHING RAN': '❔'})[word as string] ?? '❌';
