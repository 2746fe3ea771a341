// Adds to a run's causes since when they exist, and records the run in history. A history that cannot be used never
// fails a run.
import type {Results} from '../model/results.ts';
import {withSince} from '../results/history/since.ts';
import {readEntries, record} from '../results/history/store.ts';
import {shortMessageOf} from '../support/errors.ts';

export type Told = {
	/** With causes that say since when they exist, if history knows. */
	results: Results;
	/** Why the run was not recorded in history. */
	unrecorded?: string;
};

export const takeIn = (history: string | undefined, results: Results): Told => {
	if (history === undefined) return {results};
	try {
		const told = withSince(results, readEntries(history));
		record(history, told);
		return {results: told};
	} catch (error) {
		return {results, unrecorded: shortMessageOf(error)};
	}
};
