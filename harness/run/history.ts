// What history knows of a run's causes, and the run as history takes it in. No run is lost for a history that cannot be used.
import type {Results} from '../model/results.ts';
import {withSince} from '../results/history/since.ts';
import {readEntries, record} from '../results/history/store.ts';
import {shortMessageOf} from '../support/errors.ts';

export type Told = {
	/** The causes say since when they are there, where history knows. */
	results: Results;
	/** Why history did not take the run in. */
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
