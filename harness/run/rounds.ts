// One result of several rounds of a cell: what all of them showed, or the worst, with the count.
import type {Outcome} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';

/** The worst last. */
const severity: readonly Outcome[] = ['skip', 'miss', 'pass', 'error', 'fail'];

const rank = ({unexpected, outcome}: CellResult): number => severity.indexOf(outcome) + (unexpected ? 10 : 0);

/** How often each outcome was seen; a result may itself be of several rounds. */
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
 * A cell that fails in one round of several has failed: its evidence is that round's, and `rounds` says in how many.
 * Undefined without rounds.
 */
export const mergeRounds = (rounds: readonly CellResult[]): CellResult | undefined => {
	const [worst] = [...rounds].sort((a, b) => rank(b) - rank(a));
	if (worst === undefined || rounds.length === 1) return worst;
	const counts = tally(rounds);
	return {...worst, attempts: Object.values(counts).reduce((sum, count) => sum + count, 0), rounds: counts};
};
