// Whether two failures of one cell are one: by what known issues say of them, by the cause that a run found, or by layer and words
// without what differs each time.
import type {CellResult} from '../model/cell-result.ts';
import {normalForm} from '../results/causes/normal-form.ts';

const announced = ({knownIssue, unexpected}: CellResult): string | undefined =>
	unexpected ? undefined : knownIssue?.id;

const wordsOf = ({layer, reason = ''}: CellResult): string => `${layer} ${normalForm(reason)}`;

export const failsAlike = (one: CellResult, other: CellResult): boolean => {
	const [issue, otherIssue] = [announced(one), announced(other)];
	if (issue !== undefined || otherIssue !== undefined) return issue === otherIssue;
	// One side may have no cause, where its round broke off before its results were made.
	if (one.cause !== undefined && other.cause !== undefined) return one.cause === other.cause;
	return wordsOf(one) === wordsOf(other);
};
