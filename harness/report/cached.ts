// Describes results that another run measured: when, where, in which run, and how many cells of a run have such
// results.
import type {CellResult} from '../model/cell-result.ts';
import {dateOf} from '../support/date-of.ts';

/** `2026-11-28T10:00:00.000Z, in run 2026-11-28T09-58-01-77 on alpha`; undefined for a cell that this run measured. */
export const describeCached = ({cached}: Pick<CellResult, 'cached'>): string | undefined =>
	cached && `${cached.measured}, in run ${cached.run} on ${cached.host}`;

/** `120 were measured earlier (2026-11-26 to 2026-11-28)`; undefined where this run measured all. */
export const countCached = (cells: readonly Pick<CellResult, 'cached'>[]): string | undefined => {
	const dates = cells.flatMap(({cached}) => (cached ? [dateOf(new Date(cached.measured))] : [])).sort();
	const [first, last] = [dates[0], dates.at(-1)];
	if (first === undefined) return undefined;
	return `${dates.length} ${dates.length === 1 ? 'was' : 'were'} measured earlier (${first === last ? first : `${first} to ${last}`})`;
};
