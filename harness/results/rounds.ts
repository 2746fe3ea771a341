// Says whether a cell is flaky: it passed in one round, and did not in another.
import type {CellResult} from '../model/cell-result.ts';

export const isFlaky = ({rounds = {}}: Pick<CellResult, 'rounds'>): boolean =>
	(rounds.pass ?? 0) > 0 && (rounds.fail ?? 0) + (rounds.error ?? 0) > 0;
