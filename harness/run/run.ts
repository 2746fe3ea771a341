// One run, from the selection to the reports: for `netlock run`, and for commands that decide by runs.
import {setTimeout as sleep} from 'node:timers/promises';
import {type EngineConfig, findEngine} from '../engine/connect.ts';
import {EngineError, EngineGone} from '../engine/errors.ts';
import {sweepOwned, sweepRun} from '../engine/sweep.ts';
import {watchEngine} from '../engine/watch.ts';
import type {Results} from '../model/results.ts';
import type {Format} from '../report/formats.ts';
import {type Event, readEvents} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {shortMessageOf} from '../support/errors.ts';
import {limits} from '../support/limits.ts';
import {ownerOf} from '../support/owner.ts';
import {phase} from '../support/phases.ts';
import {type Cache, openCache} from './cache/cache.ts';
import {recordDurations} from './durations.ts';
import {execute, RunStuck} from './execute.ts';
import {collectResults, describeRefused} from './finish.ts';
import {takeIn} from './history.ts';
import {eventsFile} from './plan-file.ts';
import {type Planned, type PrepareOptions, prepare, type Selection} from './prepare.ts';
import {startProfile} from './profile.ts';
import {saveReproducers} from './save-reproducers.ts';
import {loadReports, pointLatest, writeReports, writeResults} from './write-reports.ts';

export type PlannedOptions = Pick<PrepareOptions, 'engine'> & {
	/** Whether reports/latest will point at the run. */
	isLatest: boolean;
	/** Folder of the history that records the run. Absent: none. */
	history?: string;
	/** Reports to write beside results.json. Default: the usual ones. */
	formats?: readonly Format[];
	onPlan?: (plan: RunPlan) => void;
	onEvent?: (event: Event) => void;
	/** Called for each line of the event log that cannot be read, with its place and the reason. */
	onRefused?: (line: string) => void;
	/** Called after the last cell, before any report. */
	onEnd?: () => void;
	/** Stores the measured results, for later runs. */
	store?: Cache['store'];
	signal: AbortSignal;
};

export type RunOptions = PrepareOptions &
	Omit<PlannedOptions, 'store'> & {
		/** Whether cells with a cached result run too. Later runs may reuse new results. Absent: the run neither reads nor writes the cache. */
		cells?: 'unless known' | 'fresh';
	};

export type Ran = {
	results: Results;
	folder: string;
	/** Files of the reports that were written. */
	reports: string[];
	/** Why the run was not recorded in history. */
	unrecorded?: string | undefined;
	/** The engine stopped answering. The results are those of the finished cells. */
	stuck?: EngineError | undefined;
};

/** `work`, or the signal's reason as soon as it fires. For work without a result to keep. */
const unlessAborted = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> =>
	Promise.race([
		work,
		new Promise<never>((_, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason), {once: true});
		}),
	]);

/** Removes what this process made before its run had a plan. */
const sweepMade = async (config: EngineConfig): Promise<void> => {
	const found = await findEngine(config);
	if (found) await sweepOwned(found.docker, ownerOf(process.pid));
};

/** `prepare`, abandoned as soon as the signal fires. @throws UsageError, NoEngine, EngineError, BuildError */
export const planMatrix = async (
	selection: Selection,
	options: PrepareOptions & {signal: AbortSignal},
): Promise<Planned> => {
	const {engine, signal} = options;
	signal.throwIfAborted();
	const preparing = prepare(selection, options);
	return unlessAborted(preparing, signal).catch(async (error: unknown) => {
		// A sandbox that is starting would appear after the sweep, so this waits a moment. It does not wait for the build
		// of an image.
		await Promise.race([preparing.catch(() => {}), sleep(limits.giveUpMs)]);
		// An engine that does not answer is not why the run ends. The next run sweeps.
		await sweepMade(engine).catch(() => {});
		throw error;
	});
};

/** Sweeps. Finished cells are reported even if the engine is gone. @returns why the sweep failed */
export const sweepOr = async (sweep: () => Promise<unknown>, endpoint: string): Promise<EngineError | undefined> => {
	try {
		await sweep();
		return undefined;
	} catch (error) {
		return new EngineError(
			`the engine at ${endpoint} is gone, or does not remove sandboxes: ${shortMessageOf(error)}`,
			'What was finished is kept. Start that engine again, then run again: the next run removes what is left.',
			error,
		);
	}
};

/** Runs the cells of a plan that have no result yet, and reports the whole run. */
export const runPlanned = async (
	{plan, engine}: Planned,
	options: PlannedOptions,
	profiling = plan.profile ? startProfile() : undefined,
): Promise<Ran> => {
	const {isLatest, history, formats, onPlan, onEvent = () => {}, onRefused, onEnd, store, signal} = options;
	onPlan?.(plan);
	const watch = watchEngine(engine.docker, engine.endpoint);
	let ended: EngineError | undefined;
	try {
		await phase('cells', () => {
			const cells = execute(plan, {signal, lost: watch.lost, onEvent});
			// This process is idle while AVA starts.
			loadReports(formats);
			return cells;
		});
	} catch (error) {
		if (!(error instanceof RunStuck || error instanceof EngineGone)) throw error;
		ended = error;
	} finally {
		watch.stop();
		// An engine that does not answer cannot sweep. The next run sweeps.
		if (!ended) ended = await sweepOr(() => phase('sweep', () => sweepRun(engine.docker, plan.run)), engine.endpoint);
		onEnd?.();
	}
	const logged = readEvents(eventsFile(plan.folder), plan.run);
	for (const each of logged.refused) onRefused?.(describeRefused(each));
	const collected = collectResults(plan, logged, {
		interrupted: signal.aborted || ended instanceof RunStuck,
		lost: ended?.shortMessage,
	});
	const {results: dated, unrecorded} = takeIn(history, collected);
	const results = saveReproducers(plan.folder, dated);
	const reports = await phase('reports', async () => {
		writeResults(plan.folder, results);
		return writeReports(plan.folder, results, formats);
	});
	await store?.({results, events: logged.events});
	recordDurations(options.engine.home, results.cells);
	if (isLatest) await pointLatest(plan.folder);
	return {
		results,
		folder: plan.folder,
		reports: profiling ? [...reports, profiling.write(plan.folder, plan.run)] : reports,
		...(unrecorded !== undefined && {unrecorded}),
		...(ended && {stuck: ended}),
	};
};

/**
 * After the first cell has begun, an aborted signal ends the cells, and the finished ones are reported. Before, it
 * throws the signal's reason.
 * @throws UsageError, NoEngine, EngineError, BuildError
 */
export const runMatrix = async (selection: Selection, options: RunOptions): Promise<Ran> => {
	const profiling = options.profile ? startProfile() : undefined;
	const planned = await phase('prepare', () => planMatrix(selection, options));
	const {cells, engine} = options;
	if (cells === undefined) return runPlanned(planned, options, profiling);
	const cache = await openCache(planned, engine.home);
	const plan = cells === 'fresh' ? planned.plan : await phase('known results', cache.reuse);
	return runPlanned({...planned, plan}, {...options, store: cache.store}, profiling);
};
