// Runs a bisection: plans the cells, reads rounds of earlier bisections, searches, and adds one failing cell as
// evidence.
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {infoOf} from '../engine/info.ts';
import {digestInputs} from '../images/inputs.ts';
import {netlockVersion, project} from '../model/checkout.ts';
import {UsageError} from '../model/usage-error.ts';
import type {Bisection, Failure} from '../results/bisection.ts';
import {readResultsAt} from '../results/read.ts';
import {type Own, scenarioFolders} from '../run/own-files.ts';
import type {Planned, Selection} from '../run/prepare.ts';
import {sha256} from '../support/sha256.ts';
import {digestOf} from './builds.ts';
import {comparableCells} from './comparable-cells.ts';
import {openMemory} from './memory.ts';
import {BuildUnusable} from './rounds.ts';
import {type BisectedBuilds, type BuildRunner, makeBuildRunner, type RunnerOptions} from './run-builds.ts';
import {bisect, type Options} from './search.ts';

export type BisectOptions = RunnerOptions & {
	repeat: number;
	/** File that keeps the results of rounds. */
	memory: string;
	onCells?: (cells: readonly string[]) => void;
	onBuild?: Options['onBuild'];
};

/** Digest of everything that a result depends on besides the build and the cell. */
const contextOf = async (
	{plan}: Planned,
	kernel: string,
	{of, runtime, criu}: BisectedBuilds,
	own: Own = {},
): Promise<string> => {
	const {id: _, ...other} = of === 'criu' ? runtime : criu;
	const itself = [project.harness, project.builders, ...scenarioFolders(own)].map(folder => digestInputs(folder));
	return sha256(
		JSON.stringify({
			netlock: [netlockVersion(), ...(await Promise.all(itself))],
			images: plan.images.map(image => [image.id, image.state === 'ready' ? image.digest : image.state]),
			kernel,
			other: await digestOf(other),
		}),
	);
};

/** The plan of the first build that can be run. Undefined when no build can be run. */
const planFirst = async ({plan, builds}: BuildRunner): Promise<Planned | undefined> => {
	for (const build of builds) {
		try {
			return await plan(build);
		} catch (error) {
			if (!(error instanceof BuildUnusable)) throw error;
		}
	}
	return undefined;
};

/** Gives the verdict document. @throws UsageError, NoEngine, EngineError, and the signal's reason when it fires */
export const runBisection = async (
	selection: Omit<Selection, 'builds' | 'isWanted' | 'repeat'>,
	builds: BisectedBuilds,
	{repeat, memory, onCells, onBuild, ...options}: BisectOptions,
): Promise<Bisection> => {
	if (builds.candidates.length < 2) {
		throw new UsageError('bisect: only one build', 'Give two at least: a good and a bad one');
	}
	const asked = {command: options.command, ...(options.project && {projectFile: options.project})};
	const runner = makeBuildRunner(selection, builds, options);
	const {run, nameOf} = runner;
	const planned = await planFirst(runner);
	if (planned === undefined) return {...(await bisect(runner.builds, {repeat, run, onBuild})), ...asked};
	const cells = comparableCells(planned.plan.cells, nameOf);
	onCells?.(cells);
	const {kernel} = await infoOf(planned.engine.docker);
	mkdirSync(dirname(memory), {recursive: true});
	const known = openMemory(memory, {
		digest: ({index}) => builds.candidates[index]?.digest ?? '',
		context: await contextOf(planned, kernel, builds, selection.own),
	});
	const result = await bisect(runner.builds, {repeat, run, cells, known, onBuild});
	const failing = result.found ? result.cells[0]?.cell : undefined;
	if (!result.found || failing === undefined) return {...result, ...asked, kernel};
	const failure = await failureOf(known.failure(result.firstBad, failing), failing, nameOf);
	return {...result, ...asked, kernel, ...(failure && {failure})};
};

/** Undefined when the report of that run is gone. */
const failureOf = async (
	run: string | undefined,
	failing: string,
	nameOf: BuildRunner['nameOf'],
): Promise<Failure | undefined> => {
	if (run === undefined) return undefined;
	const results = await readResultsAt(run).catch(() => undefined);
	const cell = results?.cells.find(each => nameOf(each) === failing);
	const cause = results?.causes?.find(({cells}) => cell !== undefined && cells.includes(cell.id));
	return cell && {cell, run, ...(cause && {cause})};
};
