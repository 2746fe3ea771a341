// Runs a cell again whose outcome was not expected, to tell a flaky cell from one that fails. No retry makes red green:
// what was unexpected once stays so, and the result says how often each outcome was seen.
import type {CellResult} from '../model/cell-result.ts';
import {isFlaky} from '../results/rounds.ts';
import {mergeRounds} from '../run/rounds.ts';

/** Expected outcomes, known failures among them, are not tried again, nor is a cell that went both ways. */
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
