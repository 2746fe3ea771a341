// The cells that pass in good builds and fail in bad ones. Flaky cells are left out as they are found. Every build,
// also one that has run already, is judged by the cells that are left.

import type {BuildRef} from '../results/bisection.ts';
import {type BuildVerdict, type CellInBuild, flakeRate} from '../results/bisection.ts';
import {BuildUnusable, type CellVerdict, decisiveRounds, type Rounds} from './rounds.ts';

export class SuspectCells {
	cells: readonly string[];
	/** Flaky cells that were left out, each with the build in which it was flaky. */
	readonly flaky: CellInBuild[] = [];
	readonly undecided: CellInBuild[] = [];
	readonly #rounds: Rounds;
	readonly #all: readonly string[];
	readonly #ends: BuildRef[] = [];

	constructor(rounds: Rounds, all: readonly string[]) {
		this.#rounds = rounds;
		this.#all = all;
		this.cells = all;
	}

	those(build: BuildRef, verdict: CellVerdict, cells = this.cells): string[] {
		return cells.filter(cell => this.#rounds.verdict(build, cell) === verdict);
	}

	seen(build: BuildRef, cells: readonly string[]): CellInBuild[] {
		return cells.map(cell => ({cell, build, counts: {...this.#rounds.counts(build, cell)}}));
	}

	isBad(build: BuildRef): boolean {
		return this.those(build, 'fail').length > 0;
	}

	/** Judges by the cells that are left, or by all cells when none is left. */
	judge(build: BuildRef): BuildVerdict {
		const cells = this.cells.length > 0 ? this.cells : this.#all;
		const count = (verdict: CellVerdict): number => this.those(build, verdict, cells).length;
		const good = cells.length > 0 && count('pass') === cells.length;
		const verdict = count('fail') > 0 ? 'bad' : good ? 'good' : 'unclear';
		return {build, verdict, cells: this.seen(build, cells).map(({cell, counts}) => ({cell, counts}))};
	}

	/** The probability that the build was judged correctly. The cell with the fewest rounds decides it. */
	certainty(build: BuildRef): number {
		return 1 - flakeRate ** Math.min(...this.cells.map(cell => decisiveRounds(this.#rounds.counts(build, cell))));
	}

	/**
	 * Called for the first and the last build. Keeps only the cells with the `wanted` outcome in every round, and notes
	 * the others.
	 */
	settle(end: BuildRef, wanted: 'pass' | 'fail'): void {
		const undecided = this.seen(end, this.those(end, 'undecided', this.#all));
		this.undecided.push(...undecided.filter(({counts}) => counts.error + counts.miss > 0));
		this.flaky.push(...this.seen(end, this.those(end, 'flaky', this.#all)));
		this.cells = this.those(end, wanted);
		this.#ends.push(end);
	}

	/**
	 * Runs a build until each cell has the same outcome in every round, or is left out. If some cells pass and others
	 * fail, the failures are either a second defect or flaky: all cells run as many rounds again, in the first and the
	 * last build too.
	 * @throws BuildUnusable
	 */
	async examine(build: BuildRef, repeat: number): Promise<void> {
		await this.#rounds.complete(build, this.cells, repeat);
		this.#drop(build, 'flaky');
		if (this.cells.length > 0 && this.those(build, 'undecided').length === this.cells.length) {
			throw new BuildUnusable('no cell could be run');
		}
		this.#drop(build, 'undecided');
		for (let more = 1; more <= repeat; more++) {
			for (const each of [build, ...this.#ends]) {
				if (!this.#disagrees(build)) return;
				await this.#rounds.complete(each, this.cells, repeat + more);
				this.#drop(each, 'flaky');
			}
		}
	}

	#disagrees(build: BuildRef): boolean {
		return this.isBad(build) && this.those(build, 'pass').length > 0;
	}

	#drop(build: BuildRef, useless: 'flaky' | 'undecided'): void {
		const dropped = this.those(build, useless);
		this[useless].push(...this.seen(build, dropped));
		this.cells = this.cells.filter(cell => !dropped.includes(cell));
	}
}
