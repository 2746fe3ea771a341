// Runs a cell with an unexpected outcome again, to tell a flaky cell from one that always fails. A pass in a retry does
// not make the cell pass: the unexpected outcome stays, and the result counts how often each outcome was seen.
import type {CellResult} from '../model/cell-result.ts';
import {isFlaky} from '../results/rounds.ts';
import {mergeRounds} from '../run/rounds.ts';

/** Does not retry an expected outcome (a known failure is one), nor a cell that was already seen to be flaky. */
export const withRetries = async (
	run: (attempt: number) => Promise<CellResult>,
	retries: number,
): Promise<CellResult> => {
	let result = await run(1);
	for (let attempt = 2; attempt <= retries + 1 && result.unexpected && !isFlaky(result); attempt++) {
		result = mergeRounds([result, await run(attempt)]) ?? result;
	}
	return result;
};
