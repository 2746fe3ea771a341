// Reuses results: a cell does not run again if nothing that its result depends on has changed. Its result then names
// the run that measured it. Only an expected outcome that was never flaky is reused: a pass, or the failure of a known
// issue.
import {existsSync} from 'node:fs';
import {hostname} from 'node:os';
import type {CellResult} from '../../model/cell-result.ts';
import type {Results} from '../../model/results.ts';
import {type Event, openEventLog} from '../../results/events.ts';
import type {RunPlan} from '../../results/plan.ts';
import {FileNotWritten} from '../../support/write-whole.ts';
import {eventsFile, writePlan} from '../plan-file.ts';
import type {Planned} from '../prepare.ts';
import {reproduce} from '../reproduce.ts';
import {scenarioDigests} from './imports.ts';
import {keysOf} from './key.ts';
import {cacheFolder, openStore, type Store} from './store.ts';
import {surroundingsOf} from './surroundings.ts';

/** What a run measured, and when. */
export type Measured = {results: Results; events: readonly Event[]};

export type Cache = {
	/** The plan, with the cells done that need not run; their results are in the run's log. */
	reuse: () => Promise<RunPlan>;
	/** Keeps what the run measured. */
	store: (measured: Measured) => Promise<void>;
};

const readKeys = async (planned: Planned): Promise<Map<string, string>> => {
	const surroundings = await surroundingsOf(planned);
	if (surroundings === undefined) return new Map();
	const {plan} = planned;
	return keysOf(plan, surroundings, scenarioDigests(plan.scenarios.map(({file}) => file)));
};

/** A pass, or a failure exactly as a known issue says; the key has that issue. */
const isCertain = ({outcome, unexpected, attempts, rounds, knownIssue}: CellResult): boolean =>
	outcome === (knownIssue === undefined ? 'pass' : 'fail') && !unexpected && attempts === 1 && rounds === undefined;

/** Files of a failure are in the folder of the run that measured it, which may be gone when the result is reused. */
const withoutFiles = ({files: _, ...result}: CellResult): CellResult => result;

const resultsIn = async ({plan}: Planned, keys: ReadonlyMap<string, string>, store: Store): Promise<RunPlan> => {
	const log = openEventLog(eventsFile(plan.folder), plan.run);
	const done: string[] = [];
	for (const cell of plan.cells) {
		const key = keys.get(cell.id);
		const stored = key === undefined ? undefined : store.read(key);
		if (stored?.result === undefined || !isCertain(stored.result) || stored.result.id !== cell.id) continue;
		// The file of a build may be elsewhere now.
		const result = {...stored.result, reproduce: reproduce(plan, cell), cached: stored.measured};
		await log.append({type: 'cell-finished', cell: cell.id, result});
		done.push(cell.id);
	}
	if (done.length === 0) return plan;
	const rest = {...plan, done};
	writePlan(rest);
	return rest;
};

const storeAll = (
	{results, events}: Measured,
	{keys, now}: {keys: ReadonlyMap<string, string>; now: ReadonlyMap<string, string>},
	store: Store,
): void => {
	const ended = new Map(events.flatMap(({type, cell, time}) => (type === 'cell-finished' ? [[cell, time]] : [])));
	for (const {cause: _, ...result} of results.cells) {
		const key = keys.get(result.id);
		if (key === undefined || result.cached !== undefined) continue;
		const measured = {run: results.run.id, measured: ended.get(result.id) ?? results.run.finished, host: hostname()};
		const before = store.read(key);
		// Once a cell had two outcomes with all as it is, each of them is half of the truth.
		if (before !== undefined && before.result === undefined) continue;
		const isOther = before?.result !== undefined && before.result.outcome !== result.outcome;
		if (result.outcome === 'error') store.remove(key);
		else if (result.unexpected || isOther) store.write({key, measured});
		// What was altered while the cells ran may have been measured before or after.
		else if (isCertain(result) && now.get(result.id) === key) {
			store.write({key, measured, result: withoutFiles(result)});
		}
	}
	store.prune();
};

/** The keys are computed before any cell runs. */
export const openCache = async (planned: Planned, home: string): Promise<Cache> => {
	const keys = existsSync(home) ? await readKeys(planned) : new Map<string, string>();
	const store = openStore(cacheFolder(home));
	return {
		reuse: () => resultsIn(planned, keys, store),
		store: async measured => {
			if (keys.size === 0) return;
			try {
				storeAll(measured, {keys, now: await readKeys(planned)}, store);
			} catch (error) {
				// The store may be read-only, or its disk full. Then the next run measures again.
				if (!(error instanceof FileNotWritten)) throw error;
			}
		},
	};
};
