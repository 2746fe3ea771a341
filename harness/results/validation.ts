// What validating a patch came to: each cell in both builds, and the verdict.
import type {Outcome} from '../model/axes.ts';
import type {CellResult} from '../model/cell-result.ts';

/** What the rounds of one cell in one build showed. */
export type Rounds = {
	counts: Partial<Record<Outcome, number>>;
	/** The worst of them: its evidence, its reason. */
	worst: CellResult;
};

export type Pair = {
	/** `image/lock/scenario`, in both builds. */
	cell: string;
	before?: Rounds;
	after?: Rounds;
	/** Whether the patch's message names a report that the cell guards, or the known issue that it falls under. */
	tied: boolean;
	/** Whether a known issue that the patch does not name explains why it still fails. */
	explained: boolean;
};

/** `flaky`: passes and fails in one build. `trouble`: netlock could not tell. `untried`: not run with the patch. */
export const kinds = ['regressed', 'fixed', 'still fails', 'flaky', 'trouble', 'passes', 'unrun', 'untried'] as const;
export type Kind = (typeof kinds)[number];

export type Judged = Pair & {kind: Kind};

export const verdicts = ['validated', 'not fixed', 'regresses', 'inconclusive'] as const;
export type Verdict = (typeof verdicts)[number];

export type Judgement = {verdict: Verdict /** Why, in one line. */; because: string; cells: Judged[]};

/** `3 of 3`: how many rounds of a build failed. */
export const failures = ({counts}: Rounds): string => {
	const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
	return `${counts.fail ?? 0} of ${all}`;
};
