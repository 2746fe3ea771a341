// What several rounds of a cell say together. A cell is flaky when it went both ways: it passed, and it did not.
import type {CellResult} from '../model/cell-result.ts';

export const isFlaky = ({rounds = {}}: Pick<CellResult, 'rounds'>): boolean =>
	(rounds.pass ?? 0) > 0 && (rounds.fail ?? 0) + (rounds.error ?? 0) > 0;
