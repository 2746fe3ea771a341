// The cells that tell good builds from bad ones. They become fewer as some turn out to be flaky, and every build, also one
// that was run before, is judged by those that are left.

import type {BuildRef} from '../results/bisection.ts';
import {type BuildVerdict, type CellInBuild, flakeRate} from '../results/bisection.ts';
import {BuildUnusable, type CellVerdict, decisiveRounds, type Rounds} from './rounds.ts';

export class SuspectCells {
	cells: readonly string[];
	/** Left out, each with the build in which it showed what it is. */
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

	/** Where no cell is left that isDecisive, of all cells. */
	judge(build: BuildRef): BuildVerdict {
		const cells = this.cells.length > 0 ? this.cells : this.#all;
		const count = (verdict: CellVerdict): number => this.those(build, verdict, cells).length;
		const good = cells.length > 0 && count('pass') === cells.length;
		const verdict = count('fail') > 0 ? 'bad' : good ? 'good' : 'unclear';
		return {build, verdict, cells: this.seen(build, cells).map(({cell, counts}) => ({cell, counts}))};
	}

	/** That the build was not misjudged: by the cell that was run least. */
	certainty(build: BuildRef): number {
		return 1 - flakeRate ** Math.min(...this.cells.map(cell => decisiveRounds(this.#rounds.counts(build, cell))));
	}

	/** At an end: only cells that did in every round what is wanted there can tell; what is of no use is noted. */
	settle(end: BuildRef, wanted: 'pass' | 'fail'): void {
		const undecided = this.seen(end, this.those(end, 'undecided', this.#all));
		this.undecided.push(...undecided.filter(({counts}) => counts.error + counts.miss > 0));
		this.flaky.push(...this.seen(end, this.those(end, 'flaky', this.#all)));
		this.cells = this.those(end, wanted);
		this.#ends.push(end);
	}

	/**
	 * Runs a build until each cell says the same in every round, or is left out. Where some pass and others fail, these are
	 * either a defect of their own or flaky: they must say the same in as many rounds again, also at the ends.
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
