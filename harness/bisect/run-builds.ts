// Runs the builds of a bisection: a round is a run of the matrix, with one column and the wanted cells.
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {type Build, column} from '../builds/columns.ts';
import {BuildError, CannotRun} from '../builds/errors.ts';
import type {NamedPart, NamedRuntime} from '../builds/part.ts';
import {type Coordinates, cellId} from '../model/axes.ts';
import type {BuildRef} from '../results/bisection.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import type {Planned, Selection} from '../run/prepare.ts';
import {planMatrix, type RunOptions, runMatrix} from '../run/run.ts';
import type {BisectedProject, Candidate} from './builds.ts';
import {BuildUnusable, type RunOnce, type Seen} from './rounds.ts';

/**
 * The builds, oldest first, and the part that all of them share: a runtime for builds of CRIU, a CRIU for builds of a
 * runtime.
 */
export type BisectedBuilds = {
	of: BisectedProject;
	candidates: readonly Candidate[];
	runtime: NamedRuntime;
	criu: NamedPart;
};

export type RunnerOptions = Pick<
	RunOptions,
	'engine' | 'jobs' | 'command' | 'project' | 'signal' | 'onStep' | 'onRefused'
> & {
	/** Folder of the bisection. Its runs are below it. */
	folder: string;
	onPlan?: (build: BuildRef, plan: RunPlan) => void;
	onEvent?: (build: BuildRef, event: Event) => void;
};

export type BuildRunner = {
	builds: readonly BuildRef[];
	/** A cell's name, which is the same in every build: `image/crun/lock/scenario`. */
	nameOf: (cell: Coordinates) => string;
	/** The plan for a build. @throws BuildUnusable */
	plan: (build: BuildRef) => Promise<Planned>;
	run: RunOnce;
};

type Cells = Omit<Selection, 'builds' | 'isWanted' | 'repeat'>;

class Runner {
	readonly #selection: Cells;
	readonly #searched: BisectedBuilds;
	readonly #options: RunnerOptions;
	readonly #unusable = new Map<number, BuildUnusable>();

	constructor(selection: Cells, searched: BisectedBuilds, options: RunnerOptions) {
		this.#selection = selection;
		this.#searched = searched;
		this.#options = options;
	}

	nameOf(cell: Coordinates): string {
		const {of, runtime} = this.#searched;
		return cellId({...cell, runtime: of === 'criu' ? runtime.runtime : of});
	}

	plan(build: BuildRef): Promise<Planned> {
		const {folder, onPlan: _plan, onEvent: _event, ...options} = this.#options;
		return this.#withColumn(build, column =>
			planMatrix({...this.#selection, builds: [column]}, {...options, out: folder}),
		);
	}

	run(build: BuildRef, cells: readonly string[] | undefined): Promise<Seen[]> {
		const {folder, signal, onPlan, onEvent, ...options} = this.#options;
		const runs = join(folder, 'runs');
		const wanted = cells && new Set(cells);
		return this.#withColumn(build, async column => {
			const number = String(numberOfRuns(runs) + 1).padStart(3, '0');
			const ran = await runMatrix(
				{...this.#selection, builds: [column], ...(wanted && {isWanted: cell => wanted.has(this.nameOf(cell))})},
				{
					...options,
					out: join(runs, `${number}-${this.#candidateOf(build).label}`),
					isLatest: false,
					signal,
					onPlan: plan => onPlan?.(build, plan),
					onEvent: event => onEvent?.(build, event),
				},
			);
			if (ran.stuck) throw ran.stuck;
			signal.throwIfAborted();
			return ran.results.cells.map(cell => ({cell: this.nameOf(cell), outcome: cell.outcome, run: ran.folder}));
		});
	}

	#candidateOf({index, name}: BuildRef): Candidate {
		const candidate = this.#searched.candidates[index];
		if (candidate === undefined) throw new RangeError(`no build ${index}: ${name}`);
		return candidate;
	}

	async #columnOf(build: BuildRef): Promise<Build> {
		const {of, runtime, criu} = this.#searched;
		const {label, part} = this.#candidateOf(build);
		const named = {...(await part()), id: `${of}@${label}`};
		return of === 'criu' ? column(runtime, named) : column({...named, runtime: of}, criu);
	}

	/** A build that once failed to compile or run is not tried again. @throws BuildUnusable */
	async #withColumn<Result>(build: BuildRef, use: (column: Build) => Promise<Result>): Promise<Result> {
		const before = this.#unusable.get(build.index);
		if (before) throw before;
		try {
			return await use(await this.#columnOf(build));
		} catch (error) {
			this.#options.signal.throwIfAborted();
			const known = error instanceof BuildError || error instanceof CannotRun;
			const why = known ? new BuildUnusable(error.shortMessage, error.message) : error;
			if (why instanceof BuildUnusable) this.#unusable.set(build.index, why);
			throw why;
		}
	}
}

export const makeBuildRunner = (selection: Cells, searched: BisectedBuilds, options: RunnerOptions): BuildRunner => {
	const runner = new Runner(selection, searched, options);
	return {
		builds: searched.candidates.map(({name}, index) => ({index, name})),
		nameOf: cell => runner.nameOf(cell),
		plan: build => runner.plan(build),
		run: (build, cells) => runner.run(build, cells),
	};
};

const numberOfRuns = (folder: string): number => {
	try {
		return readdirSync(folder).length;
	} catch {
		return 0;
	}
};
