// Runs cells of a build, round after round, until enough is known of each, and counts what they showed.

import type {Outcome} from '../model/axes.ts';
import type {BuildRef, Counts} from '../results/bisection.ts';
import {NetlockError} from '../support/errors.ts';

/**
 * What one round of a build showed of one cell; `cell` leaves the build out, so that it is the same in each of them.
 * `run`: folder with the evidence.
 */
export type Seen = {cell: string; outcome: Outcome; run?: string | undefined};

/** Runs one build once over the wanted cells (undefined: all that are selected). @throws BuildUnusable */
export type RunOnce = (build: BuildRef, cells: readonly string[] | undefined) => Promise<readonly Seen[]>;

/** Results of earlier rounds: they count, and are not run again. */
export type Memory = {
	recall(build: BuildRef, cell: string): readonly Outcome[];
	remember(build: BuildRef, seen: readonly Seen[]): void;
};

/** The build cannot be compiled, or not be run: it is passed over. */
export class BuildUnusable extends NetlockError {
	override name = 'BuildUnusable';
	constructor(problem: string, detail?: string) {
		super('build', problem, detail);
	}
}

/** `undecided`: too few rounds said anything, for `error`, `miss` and `skip` say nothing of the build. */
export type CellVerdict = 'pass' | 'fail' | 'flaky' | 'undecided';

export type Rounds = {
	/** Sees to `wanted` rounds that tell something of each cell. @throws BuildUnusable */
	complete(build: BuildRef, cells: readonly string[], wanted: number): Promise<void>;
	/** Runs all that is selected once, and says what that was. @throws BuildUnusable */
	discover(build: BuildRef): Promise<string[]>;
	counts(build: BuildRef, cell: string): Counts;
	verdict(build: BuildRef, cell: string): CellVerdict;
};

/** Rounds in which the cell passed or failed. */
export const decisiveRounds = ({pass, fail}: Counts): number => pass + fail;

const isDecisive = ({outcome}: {outcome: Outcome}): boolean => outcome === 'pass' || outcome === 'fail';

export const makeRounds = (run: RunOnce, repeat: number, known?: Memory): Rounds => {
	const kept = new Map<string, Counts>();

	const counts = (build: BuildRef, cell: string): Counts => {
		const key = `${build.index} ${cell}`;
		const before = kept.get(key);
		if (before) return before;
		const fresh: Counts = {pass: 0, fail: 0, error: 0, miss: 0, skip: 0};
		for (const outcome of known?.recall(build, cell) ?? []) fresh[outcome]++;
		kept.set(key, fresh);
		return fresh;
	};

	const once = async (build: BuildRef, cells: readonly string[] | undefined): Promise<string[]> => {
		const seen = await run(build, cells);
		const names = seen.map(({cell}) => cell);
		for (const {cell, outcome} of seen) counts(build, cell)[outcome]++;
		for (const cell of cells ?? []) if (!names.includes(cell)) counts(build, cell).miss++;
		known?.remember(build, seen.filter(isDecisive));
		return names;
	};

	/** An `error` may be gone the next time. What was planned as `miss` or `skip` stays so. */
	const lacks = (build: BuildRef, cell: string, wanted: number): boolean => {
		const so = counts(build, cell);
		return so.miss + so.skip === 0 && decisiveRounds(so) < wanted;
	};

	return {
		counts,
		discover: build => once(build, undefined),
		async complete(build, cells, wanted) {
			for (let round = 0; round < 2 * repeat; round++) {
				const lacking = cells.filter(cell => lacks(build, cell, wanted));
				if (lacking.length === 0) return;
				await once(build, lacking);
			}
		},
		verdict(build, cell) {
			const so = counts(build, cell);
			if (so.pass > 0 && so.fail > 0) return 'flaky';
			if (decisiveRounds(so) < repeat) return 'undecided';
			return so.pass > 0 ? 'pass' : 'fail';
		},
	};
};
