// Searches for the build in which cells began to fail, as `git bisect` does. Cells may be flaky, so every build runs
// several rounds, and a cell that passes and fails in one build is left out. Pure: the caller runs the builds.
import {UsageError} from '../model/usage-error.ts';
import {
	type Account,
	type BuildRef,
	type BuildVerdict,
	type CellInBuild,
	type Found,
	flakeRate,
	type NotFound,
	type SearchResult,
	type SkippedBuild,
} from '../results/bisection.ts';
import {BuildUnusable, type Memory, makeRounds, type Rounds, type RunOnce} from './rounds.ts';
import {SuspectCells} from './suspect-cells.ts';

export type Options = {
	/** Rounds for each build. */
	repeat: number;
	run: RunOnce;
	/** All selected cells, if the caller knows them. If not, the first build runs once to find them. */
	cells?: readonly string[] | undefined;
	known?: Memory | undefined;
	onBuild?: ((build: BuildVerdict | SkippedBuild) => void) | undefined;
};

class Search {
	readonly #builds: readonly BuildRef[];
	readonly #repeat: number;
	readonly #rounds: Rounds;
	readonly #onBuild: Options['onBuild'];
	readonly #judged: BuildRef[] = [];
	readonly #skipped: SkippedBuild[] = [];
	#all: readonly string[] | undefined;
	#suspects: SuspectCells;

	constructor(builds: readonly BuildRef[], {repeat, run, cells, known, onBuild}: Options) {
		this.#builds = builds;
		this.#repeat = repeat;
		this.#rounds = makeRounds(run, repeat, known);
		this.#onBuild = onBuild;
		this.#all = cells;
		this.#suspects = new SuspectCells(this.#rounds, cells ?? []);
	}

	async result(): Promise<SearchResult> {
		const first = await this.#firstUsable(this.#builds);
		if (!first) return this.#notFound('unusable');
		this.#suspects = new SuspectCells(this.#rounds, this.#all ?? []);
		this.#settle(first, 'pass');
		const last = await this.#firstUsable(this.#builds.filter(({index}) => index > first.index).toReversed());
		if (!last) return this.#notFound('unusable');
		this.#settle(last, 'fail');
		if (this.#suspects.cells.length === 0) return this.#sameAtBothEnds(first, last);
		return this.#narrow(first, last);
	}

	/** The first of these builds that can be run. All its cells have run by then. */
	async #firstUsable(builds: readonly BuildRef[]): Promise<BuildRef | undefined> {
		for (const build of builds) {
			const usable = await this.#attempt(build, async () => {
				this.#all ??= await this.#rounds.discover(build);
				await this.#rounds.complete(build, this.#all, this.#repeat);
			});
			if (usable) return build;
		}
		return undefined;
	}

	/** Whether the build could be examined; if not, it is skipped. */
	async #attempt(build: BuildRef, examine: () => Promise<void>): Promise<boolean> {
		try {
			await examine();
			this.#judged.push(build);
			return true;
		} catch (error) {
			if (!(error instanceof BuildUnusable)) throw error;
			const skipped: SkippedBuild = {build, verdict: 'skipped', why: error.shortMessage};
			this.#skipped.push(skipped);
			this.#onBuild?.(skipped);
			return false;
		}
	}

	#settle(end: BuildRef, wanted: 'pass' | 'fail'): void {
		this.#suspects.settle(end, wanted);
		this.#onBuild?.(this.#suspects.judge(end));
	}

	/** The result when no cell passes in every round of the first build and fails in every round of the last one. */
	#sameAtBothEnds(first: BuildRef, last: BuildRef): NotFound {
		const {flaky, undecided} = this.#suspects;
		const failing = this.#suspects.those(first, 'fail', this.#all);
		if (failing.length > 0) return this.#notFound('first-bad', this.#suspects.seen(first, failing));
		if (flaky.length > 0) return this.#notFound('flaky');
		const nonePasses = this.#suspects.those(last, 'pass', this.#all).length === 0;
		return this.#notFound(undecided.length > 0 || nonePasses ? 'trouble' : 'last-good');
	}

	/** Examines the build in the middle, until no build is between the last good one and the first bad one. */
	async #narrow(first: BuildRef, last: BuildRef): Promise<SearchResult> {
		while (this.#suspects.cells.length > 0) {
			const {lastGood, firstBad, between} = this.#bounds(first, last);
			const next = this.#middleOf(between);
			if (next === undefined) return this.#found(lastGood, firstBad, between);
			if (await this.#attempt(next, () => this.#suspects.examine(next, this.#repeat))) {
				this.#onBuild?.(this.#suspects.judge(next));
			}
		}
		return this.#notFound(this.#suspects.flaky.length > 0 ? 'flaky' : 'trouble');
	}

	#inOrder(): BuildRef[] {
		return this.#judged.toSorted((a, b) => a.index - b.index);
	}

	/**
	 * Judges every build again, because cells may have been left out since: one of them may have been the only failure of
	 * a build.
	 */
	#bounds(first: BuildRef, last: BuildRef): {lastGood: BuildRef; firstBad: BuildRef; between: BuildRef[]} {
		const inOrder = this.#inOrder();
		const firstBad = inOrder.find(build => this.#suspects.isBad(build)) ?? last;
		const lastGood = inOrder.findLast(({index}) => index < firstBad.index) ?? first;
		const between = this.#builds.filter(({index}) => lastGood.index < index && index < firstBad.index);
		return {lastGood, firstBad, between};
	}

	/** Of the builds that were not skipped, the one nearest to the middle. */
	#middleOf(builds: readonly BuildRef[]): BuildRef | undefined {
		const distance = (build: BuildRef): number => Math.abs(builds.indexOf(build) - (builds.length - 1) / 2);
		return builds
			.filter(build => !this.#skipped.some(skipped => skipped.build === build))
			.toSorted((a, b) => distance(a) - distance(b))[0];
	}

	#account(): Account {
		const {flaky, undecided} = this.#suspects;
		const log = this.#judged.map(build => this.#suspects.judge(build));
		return {schema: 1, repeat: this.#repeat, flakeRate, log, skipped: this.#skipped, flaky, untold: undecided};
	}

	#found(lastGood: BuildRef, firstBad: BuildRef, between: readonly BuildRef[]): Found {
		const suspects = this.#suspects;
		const inOrder = this.#inOrder();
		return {
			...this.#account(),
			found: true,
			lastGood,
			firstBad,
			suspects: [...between, firstBad],
			cells: suspects.those(firstBad, 'fail').map(cell => ({
				cell,
				builds: inOrder.flatMap(build => suspects.seen(build, [cell])).map(({build, counts}) => ({build, counts})),
			})),
			later: suspects.those(firstBad, 'pass'),
			confidence: inOrder.reduce((product, build) => product * suspects.certainty(build), 1),
		};
	}

	#notFound(reason: NotFound['reason'], failing: CellInBuild[] = []): NotFound {
		return {...this.#account(), found: false, reason, failing};
	}
}

/**
 * `builds`: oldest first. The first one should be good and the last one bad: the search checks both.
 * @throws UsageError for fewer than two builds, or for no rounds
 */
export const bisect = async (builds: readonly BuildRef[], options: Options): Promise<SearchResult> => {
	if (builds.length < 2)
		throw new UsageError(`bisect: ${builds.length} builds`, 'Give two at least: a good and a bad one');
	if (!(Number.isInteger(options.repeat) && options.repeat > 0)) {
		throw new UsageError(`bisect: ${options.repeat} rounds`, 'Give a whole number from 1');
	}
	return new Search(builds, options).result();
};
