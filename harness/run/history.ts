// Adds to a run's causes since when they exist, and records the run in history. A history that cannot be used never
// fails a run.
import type {Results} from '../model/results.ts';
import {withSince} from '../results/history/since.ts';
import {readEntries, record} from '../results/history/store.ts';
import {shortMessageOf} from '../support/errors.ts';

export type Recorded = {
	/** With causes that say since when they exist, if history knows. */
	results: Results;
	/** Why the run was not recorded in history. */
	unrecorded?: string;
};

export const takeIn = (history: string | undefined, results: Results): Recorded => {
	if (history === undefined) return {results};
	try {
		const dated = withSince(results, readEntries(history));
		record(history, dated);
		return {results: dated};
	} catch (error) {
		return {results, unrecorded: shortMessageOf(error)};
	}
};
