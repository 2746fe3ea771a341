// One result of several rounds of a cell: what all of them showed, or the worst, with the count.
import type {Outcome} from '../plan/axes.ts';
import type {CellResult} from '../results/schema.ts';

/** The worst last. */
const severity: readonly Outcome[] = ['skip', 'miss', 'pass', 'error', 'fail'];

const rank = ({unexpected, outcome}: CellResult): number => severity.indexOf(outcome) + (unexpected ? 10 : 0);

/** How often each outcome was seen. */
export const tally = (rounds: readonly CellResult[]): Partial<Record<Outcome, number>> => {
	const counts: Partial<Record<Outcome, number>> = {};
	for (const {outcome} of rounds) counts[outcome] = (counts[outcome] ?? 0) + 1;
	return counts;
};

/**
 * A cell that fails in one round of several has failed: its evidence is that round's, and `rounds` says in how many.
 * Undefined without rounds.
 */
export const mergeRounds = (rounds: readonly CellResult[]): CellResult | undefined => {
	const [worst] = [...rounds].sort((a, b) => rank(b) - rank(a));
	if (worst === undefined || rounds.length === 1) return worst;
	return {...worst, attempts: rounds.length, rounds: tally(rounds)};
};
