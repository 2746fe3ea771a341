// Runs builds by runs of the matrix: a round is a run, with one column and the cells that are wanted.
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {BuildError, CannotRun} from '../builds/errors.ts';
import {type Build, column, type NamedPart, type NamedRuntime} from '../builds/request.ts';
import {type Coordinates, cellId} from '../model/axes.ts';
import type {Step} from '../results/bisection.ts';
import type {Event} from '../results/events.ts';
import type {RunPlan} from '../run/plan-file.ts';
import type {Planned, Selection} from '../run/prepare.ts';
import {planMatrix, type RunOptions, runMatrix} from '../run/run.ts';
import type {Candidate, Subject} from './builds.ts';
import {BuildUnusable, type RunOnce} from './rounds.ts';

/** The builds, oldest first, and what they are run with: a runtime for those of CRIU, a CRIU for those of a runtime. */
export type Column = {
	of: Subject;
	candidates: readonly Candidate[];
	runtime: NamedRuntime;
	criu: NamedPart;
};

export type StepOptions = Pick<RunOptions, 'engine' | 'jobs' | 'command' | 'signal' | 'onStep'> & {
	/** Folder of the bisection; runs are below it. */
	folder: string;
	onPlan?: (build: Step, plan: RunPlan) => void;
	onEvent?: (build: Step, event: Event) => void;
};

export type Bench = {
	steps: readonly Step[];
	/** A cell's name, which is the same in every build: `image/crun/lock/scenario`. */
	nameOf: (cell: Coordinates) => string;
	/** What would be run of a build. @throws BuildUnusable */
	plan: (build: Step) => Promise<Planned>;
	run: RunOnce;
};

export const makeBench = (
	selection: Omit<Selection, 'builds' | 'keep' | 'repeat'>,
	{of, candidates, runtime, criu}: Column,
	{folder, signal, onPlan, onEvent, ...options}: StepOptions,
): Bench => {
	const unusable = new Map<number, BuildUnusable>();
	const runs = join(folder, 'runs');

	const candidateOf = ({index, name}: Step): Candidate => {
		const candidate = candidates[index];
		if (candidate === undefined) throw new RangeError(`no build ${index}: ${name}`);
		return candidate;
	};

	const columnOf = async (build: Step): Promise<Build> => {
		const {label, part} = candidateOf(build);
		const named = {...(await part()), id: `${of}@${label}`};
		return of === 'criu' ? column(runtime, named) : column({...named, runtime: of}, criu);
	};

	/** What cannot be compiled or run once will not be tried again. @throws BuildUnusable */
	const withBuild = async <Result>(build: Step, use: (build: Build) => Promise<Result>): Promise<Result> => {
		const before = unusable.get(build.index);
		if (before) throw before;
		try {
			return await use(await columnOf(build));
		} catch (error) {
			signal.throwIfAborted();
			const known = error instanceof BuildError || error instanceof CannotRun;
			const why = known ? new BuildUnusable(error.shortMessage, error.message) : error;
			if (why instanceof BuildUnusable) unusable.set(build.index, why);
			throw why;
		}
	};

	const nameOf = (cell: Coordinates): string => cellId({...cell, runtime: of === 'criu' ? runtime.runtime : of});

	return {
		steps: candidates.map(({name}, index) => ({index, name})),
		nameOf,
		plan: build =>
			withBuild(build, column => planMatrix({...selection, builds: [column]}, {...options, out: folder, signal})),
		run: (build, cells) =>
			withBuild(build, async column => {
				const number = String(numberOfRuns(runs) + 1).padStart(3, '0');
				const wanted = cells && new Set(cells);
				const {results, folder, stuck} = await runMatrix(
					{...selection, builds: [column], ...(wanted && {keep: cell => wanted.has(nameOf(cell))})},
					{
						...options,
						out: join(runs, `${number}-${candidateOf(build).label}`),
						isLatest: false,
						signal,
						onPlan: plan => onPlan?.(build, plan),
						onEvent: event => onEvent?.(build, event),
					},
				);
				if (stuck) throw stuck;
				signal.throwIfAborted();
				return results.cells.map(cell => ({cell: nameOf(cell), outcome: cell.outcome, run: folder}));
			}),
	};
};

const numberOfRuns = (folder: string): number => {
	try {
		return readdirSync(folder).length;
	} catch {
		return 0;
	}
};
