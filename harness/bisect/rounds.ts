// Runs cells of a build in rounds until each cell has enough results, and counts the outcomes.

import type {Outcome} from '../model/axes.ts';
import type {BuildRef, Counts} from '../results/bisection.ts';
import {NetlockError} from '../support/errors.ts';

/**
 * The outcome of one cell in one round of a build. `cell` does not name the build, so it is the same in every build.
 * `run`: folder with the evidence.
 */
export type Seen = {cell: string; outcome: Outcome; run?: string | undefined};

/** Runs one build once with these cells (undefined: all selected cells). @throws BuildUnusable */
export type RunOnce = (build: BuildRef, cells: readonly string[] | undefined) => Promise<readonly Seen[]>;

/** Results of earlier rounds. They count, and these rounds are not run again. */
export type Memory = {
	recall(build: BuildRef, cell: string): readonly Outcome[];
	remember(build: BuildRef, seen: readonly Seen[]): void;
};

/** The build cannot be compiled or run, so the search skips it. */
export class BuildUnusable extends NetlockError {
	override name = 'BuildUnusable';
	constructor(problem: string, detail?: string) {
		super('build', problem, detail);
	}
}

/** `undecided`: too few rounds passed or failed. `error`, `miss` and `skip` say nothing about the build. */
export type CellVerdict = 'pass' | 'fail' | 'flaky' | 'undecided';

export type Rounds = {
	/** Runs the cells until each has `wanted` rounds that passed or failed. @throws BuildUnusable */
	complete(build: BuildRef, cells: readonly string[], wanted: number): Promise<void>;
	/** Runs all selected cells once, and gives their names. @throws BuildUnusable */
	discover(build: BuildRef): Promise<string[]>;
	counts(build: BuildRef, cell: string): Counts;
	verdict(build: BuildRef, cell: string): CellVerdict;
};

/** Rounds in which the cell passed or failed. */
export const decisiveRounds = ({pass, fail}: Counts): number => pass + fail;

const isDecisive = ({outcome}: {outcome: Outcome}): boolean => outcome === 'pass' || outcome === 'fail';

export const makeRounds = (run: RunOnce, repeat: number, known?: Memory): Rounds => {
	const countsByKey = new Map<string, Counts>();

	const counts = (build: BuildRef, cell: string): Counts => {
		const key = `${build.index} ${cell}`;
		const before = countsByKey.get(key);
		if (before) return before;
		const fresh: Counts = {pass: 0, fail: 0, error: 0, miss: 0, skip: 0};
		for (const outcome of known?.recall(build, cell) ?? []) fresh[outcome]++;
		countsByKey.set(key, fresh);
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

	/** An `error` may not come back in the next round. A planned `miss` or `skip` always does. */
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
