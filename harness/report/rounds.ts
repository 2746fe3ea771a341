// Describes the results of `--repeat`: how often cells ran, and which of them are flaky.
import {outcomes} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';
import type {Results} from '../model/results.ts';
import {isFlaky} from '../results/rounds.ts';
import {counted} from '../support/counted.ts';

/** `2 pass, 1 fail`. Undefined for a cell that ran once. */
export const describeRounds = ({rounds}: CellResult): string | undefined => {
	const seen = outcomes.filter(outcome => (rounds?.[outcome] ?? 0) > 0);
	return seen.length === 0 ? undefined : seen.map(outcome => `${rounds?.[outcome]} ${outcome}`).join(', ');
};

/** `each cell ran 3 times; flaky: 2 cells`. Undefined when all cells ran once. */
export const describeRepeat = ({cells}: Pick<Results, 'cells'>): string | undefined => {
	const ran = cells.filter(({attempts}) => attempts > 0);
	if (!ran.some(({rounds}) => rounds)) return undefined;
	const most = Math.max(...ran.map(({attempts}) => attempts));
	const times = ran.every(({attempts}) => attempts === most)
		? `each cell ran ${most} times`
		: `cells ran up to ${most} times`;
	const flaky = ran.filter(isFlaky).length;
	return `${times}; flaky: ${flaky === 0 ? 'none' : counted(flaky, 'cell')}`;
};
