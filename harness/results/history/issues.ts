// Follows known issues through history: when each was first and last seen, and in how many runs since then its cells
// passed.
import type {HistoryEntry} from './entry.ts';

export type IssueTrend = {
	id: string;
	/** Indexes of the runs that saw it first and last. Absent: no run saw it. */
	first?: number;
	last?: number;
	/** How many cells failed as it says, in the newest run with any of its cells. */
	failing: number;
	/** Runs since it was last seen in which cells that it covers passed and none failed as it says. */
	passed: number;
};

export const seeIssues = (issues: Map<string, IssueTrend>, known: HistoryEntry['knownIssues'], run: number): void => {
	for (const {id, failing, passing} of known) {
		const before = issues.get(id) ?? {id, failing: 0, passed: 0};
		const seen =
			failing > 0
				? {first: before.first ?? run, last: run, passed: 0}
				: {passed: before.passed + (passing > 0 ? 1 : 0)};
		issues.set(id, {...before, failing, ...seen});
	}
};
