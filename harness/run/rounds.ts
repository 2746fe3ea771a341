// Merges the rounds of a cell into one result: the common outcome, or the worst one, with the counts.
import type {Outcome} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';

/** The worst last. */
const severity: readonly Outcome[] = ['skip', 'miss', 'pass', 'error', 'fail'];

const rank = ({unexpected, outcome}: CellResult): number => severity.indexOf(outcome) + (unexpected ? 10 : 0);

/** How often each outcome was seen. A result may itself have several rounds. */
export const tally = (results: readonly CellResult[]): Partial<Record<Outcome, number>> => {
	const counts: Partial<Record<Outcome, number>> = {};
	for (const {outcome, rounds = {[outcome]: 1}} of results) {
		for (const each of severity) {
			const count = (counts[each] ?? 0) + (rounds[each] ?? 0);
			if (count > 0) counts[each] = count;
		}
	}
	return counts;
};

/**
 * A cell that fails in any round has failed: the result has the evidence of that round, and `rounds` has the counts.
 * Undefined without rounds.
 */
export const mergeRounds = (rounds: readonly CellResult[]): CellResult | undefined => {
	const [worst] = [...rounds].sort((a, b) => rank(b) - rank(a));
	if (worst === undefined || rounds.length === 1) return worst;
	const counts = tally(rounds);
	return {...worst, attempts: Object.values(counts).reduce((sum, count) => sum + count, 0), rounds: counts};
};
