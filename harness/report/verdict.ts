// Verdicts in one line: of a cell (which layer disagreed, and how) and of the whole run.
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {statusOf} from './status.ts';

/** `request: field 64 is iptables, nothing was asked for`: the layer is always named where one disagreed. */
export const cellVerdict = (cell: CellResult): string => {
	if (statusOf(cell) === 'unexpected pass') {
		const issue = cell.knownIssue ? `known issue ${cell.knownIssue.id}` : 'the plan';
		return `passes, but ${issue} expects ${cell.expected}: if it is fixed, remove or narrow the entry`;
	}
	const {layer, outcome} = cell;
	const reason = cell.reason ?? fallbackReason(cell);
	const named = layer === undefined || outcome === 'pass' || reason.startsWith(`${layer}:`);
	return `${named ? reason : `${layer}: ${reason}`}${inRounds(cell)}`;
};

/** ` (in 1 of 3 rounds)`; nothing where all rounds showed the same. */
const inRounds = ({outcome, rounds, attempts}: CellResult): string => {
	const count = rounds?.[outcome] ?? attempts;
	return count === attempts ? '' : ` (in ${count} of ${attempts} rounds)`;
};

const fallbackReason = ({outcome, layer}: CellResult): string => {
	if (outcome === 'pass') return 'all layers of evidence agree';
	return layer === undefined ? `${outcome}, no reason recorded` : 'this layer disagreed';
};

export type RunVerdict = {ok: boolean; expected: number; unexpected: number; text: string};

/** A run that ran nothing, or was cut short, proves nothing: it is not ok. */
export const runVerdict = ({cells, run}: Results): RunVerdict => {
	const unexpected = cells.filter(cell => cell.unexpected).length;
	const expected = cells.length - unexpected;
	const counted =
		unexpected === 0 ? `all ${expected} as expected` : `${expected} as expected, ${unexpected} unexpected`;
	const text = cells.length === 0 ? 'no cells were run' : counted;
	return {
		ok: unexpected === 0 && !run.interrupted && cells.length > 0,
		expected,
		unexpected,
		text: run.interrupted ? `interrupted; so far ${text}` : text,
	};
};
