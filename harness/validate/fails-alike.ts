// Whether two failures of a cell have the same reason: by the known issue that covers them, by the cause that a run
// found, or by layer and message without the parts that differ each time.
import type {CellResult} from '../model/cell-result.ts';
import {normalForm} from '../results/causes/normal-form.ts';

const announced = ({knownIssue, unexpected}: CellResult): string | undefined =>
	unexpected ? undefined : knownIssue?.id;

const wordsOf = ({layer, reason = ''}: CellResult): string => `${layer} ${normalForm(reason)}`;

export const failsAlike = (one: CellResult, other: CellResult): boolean => {
	const [issue, otherIssue] = [announced(one), announced(other)];
	if (issue !== undefined || otherIssue !== undefined) return issue === otherIssue;
	// A round that was cut short has no cause, because its results were never made.
	if (one.cause !== undefined && other.cause !== undefined) return one.cause === other.cause;
	return wordsOf(one) === wordsOf(other);
};
