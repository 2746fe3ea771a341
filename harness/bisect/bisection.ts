// A bisection from its builds to its verdict: what is to be run, what is known of it from before, the search, and the
// evidence for what it found.
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {ImageUnavailable} from '../engine/errors.ts';
import {digestInputs} from '../images/inputs.ts';
import type {CellResult} from '../model/cell-result.ts';
import {netlockVersion, project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import type {Found, NotFound} from '../results/bisection.ts';
import {readResultsAt} from '../results/read.ts';
import type {Planned, Selection} from '../run/prepare.ts';
import {sha256} from '../support/sha256.ts';
import {digestOf} from './builds.ts';
import {openMemory} from './memory.ts';
import {BuildUnusable} from './rounds.ts';
import {type Bench, type Column, makeBench, type StepOptions} from './run-steps.ts';
import {bisect, type Options} from './search.ts';

export type BisectOptions = StepOptions & {
	repeat: number;
	/** File in which rounds are remembered. */
	memory: string;
	onCells?: (cells: readonly string[]) => void;
	onVerdict?: Options['onStep'];
};

/** The first of the cells that fail in the first bad build, as one run of it showed it; `run`: folder of that run. */
export type Failure = {cell: CellResult; run: string};

export type Bisected = {bisection: Found | NotFound; failure?: Failure; kernel?: string};

/** All that a result depends on besides the build and the cell. */
const contextOf = async ({plan}: Planned, kernel: string, {of, runtime, criu}: Column): Promise<string> => {
	const {id: _, ...other} = of === 'criu' ? runtime : criu;
	const itself = [project.harness, project.scenarios, project.builders].map(folder => digestInputs(folder));
	return sha256(
		JSON.stringify({
			netlock: [netlockVersion(), ...(await Promise.all(itself))],
			images: plan.images.map(image => [image.id, image.state === 'ready' ? image.digest : image.state]),
			kernel,
			other: await digestOf(other),
		}),
	);
};

/** The first build that can be run says what is to be run; undefined when none can. */
const planFirst = async ({plan, steps}: Bench): Promise<Planned | undefined> => {
	for (const build of steps) {
		try {
			return await plan(build);
		} catch (error) {
			if (!(error instanceof BuildUnusable)) throw error;
		}
	}
	return undefined;
};

/** Cells that would not be run in the first build cannot tell. @throws UsageError, ImageUnavailable when none would be */
const cellsOf = ({plan: {cells}}: Planned, nameOf: Bench['nameOf']): string[] => {
	const names = cells.filter(({settled}) => settled === undefined).map(nameOf);
	if (names.length > 0) return names;
	const reasons = [...new Set(cells.map(({settled}) => settled?.reason ?? ''))].join('\n');
	if (cells.every(({settled}) => settled?.outcome === 'miss')) throw new ImageUnavailable(reasons);
	throw new UsageError('nothing to run in the first build', reasons);
};

/** @throws UsageError, NoEngine, EngineError, and the signal's reason when it fires */
export const runBisection = async (
	selection: Omit<Selection, 'builds' | 'keep' | 'repeat'>,
	column: Column,
	{repeat, memory, onCells, onVerdict, ...options}: BisectOptions,
): Promise<Bisected> => {
	if (column.candidates.length < 2) {
		throw new UsageError('bisect: only one build', 'Give two at least: a good and a bad one');
	}
	const bench = makeBench(selection, column, options);
	const {steps, nameOf, run} = bench;
	const planned = await planFirst(bench);
	if (planned === undefined) return {bisection: await bisect(steps, {repeat, run, onStep: onVerdict})};
	const cells = cellsOf(planned, nameOf);
	onCells?.(cells);
	const {KernelVersion: kernel} = await planned.engine.docker.info();
	mkdirSync(dirname(memory), {recursive: true});
	const known = openMemory(memory, {
		digest: ({index}) => column.candidates[index]?.digest ?? '',
		context: await contextOf(planned, kernel, column),
	});
	const bisection = await bisect(steps, {repeat, run, cells, known, onStep: onVerdict});
	const failing = bisection.found ? bisection.cells[0]?.cell : undefined;
	if (!bisection.found || failing === undefined) return {bisection, kernel};
	const failure = await failureOf(known.failure(bisection.firstBad, failing), failing, nameOf);
	return {bisection, kernel, ...(failure && {failure})};
};

/** Undefined when that run's report is gone. */
const failureOf = async (
	run: string | undefined,
	failing: string,
	nameOf: Bench['nameOf'],
): Promise<Failure | undefined> => {
	if (run === undefined) return undefined;
	const results = await readResultsAt(run).catch(() => undefined);
	const cell = results?.cells.find(each => nameOf(each) === failing);
	return cell && {cell, run};
};
