// The folder of history: a file for each run, an index of them, and the names that users gave to runs.
import {readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import type {Results} from '../../model/results.ts';
import {UsageError} from '../../model/usage-error.ts';
import {mostOfOwn, readRegularFile} from '../../support/regular-file.ts';
import {writeWhole} from '../../support/write-whole.ts';
import {documentText} from '../documents.ts';
import {type HistoryEntry, historyEntry} from './entry.ts';
import {historyIndex, type IndexedRun, summarize} from './summary.ts';
import {toEntry} from './to-entry.ts';

const indexName = 'index.json';
const namesName = 'names.json';
const suffix = '.run.json';

const fileOf = (folder: string, run: string): string => join(folder, `${run}${suffix}`);

/** @throws UsageError when the file does not match its schema */
const readJson = <Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> => {
	let problem: string;
	try {
		const parsed = schema.safeParse(JSON.parse(readRegularFile(file, mostOfOwn).toString()));
		if (parsed.success) return parsed.data;
		problem = z.prettifyError(parsed.error);
	} catch (error) {
		problem = (error as Error).message;
	}
	throw new UsageError(
		`${file} cannot be read as history of version 1`,
		`${problem}\nRemove the file to go on without it.`,
	);
};

const namesIn = (folder: string): string[] => {
	try {
		return readdirSync(folder);
	} catch {
		// History has no run yet.
		return [];
	}
};

const runsIn = (folder: string): string[] =>
	namesIn(folder)
		.filter(name => name.endsWith(suffix))
		.map(name => name.slice(0, -suffix.length))
		.sort();

const byAge = (one: IndexedRun, other: IndexedRun): number => (one.started < other.started ? -1 : 1);

/** The oldest run comes first. */
const writeIndex = (folder: string, runs: readonly IndexedRun[]): void =>
	writeWhole(join(folder, indexName), documentText('history-index', {schema: 1, runs: [...runs].sort(byAge)}));

/** Reads one run at a time, the oldest first, so that only one is in memory. */
export const readEntries = function* (folder: string): Generator<HistoryEntry> {
	for (const {run} of readIndex(folder)) yield readJson(fileOf(folder, run), historyEntry);
};

/**
 * The runs, the oldest first. If the index lacks a run, as when two runs ended at the same time, it is made again from
 * the files.
 * @throws UsageError when a file cannot be read
 */
export const readIndex = (folder: string): IndexedRun[] => {
	const runs = runsIn(folder);
	const indexed = namesIn(folder).includes(indexName) ? readJson(join(folder, indexName), historyIndex).runs : [];
	const known = new Map(indexed.map(each => [each.run, each]));
	const read = (run: string): IndexedRun => summarize(readJson(fileOf(folder, run), historyEntry));
	const mended = runs.map(run => known.get(run) ?? read(run)).sort(byAge);
	if (mended.length !== indexed.length || mended.some(({run}) => !known.has(run))) {
		writeIndex(folder, mended);
	}
	return mended;
};

/** Adds a run, or writes it again. @throws FileNotWritten */
export const record = (folder: string, results: Results): HistoryEntry => {
	const entry = historyEntry.parse(toEntry(results));
	writeWhole(fileOf(folder, entry.run), `${JSON.stringify(entry)}\n`);
	const others = readIndex(folder).filter(({run}) => run !== entry.run);
	writeIndex(folder, [...others, summarize(entry)]);
	return entry;
};

const names = z.record(z.string(), z.string());

/** Name → id of its run. */
export const readNames = (folder: string): Map<string, string> =>
	namesIn(folder).includes(namesName) ? new Map(Object.entries(readJson(join(folder, namesName), names))) : new Map();

/** If another run has the name, the name moves. */
export const nameRun = (folder: string, name: string, run: string): void => {
	const all = readNames(folder).set(name, run);
	writeWhole(join(folder, namesName), `${JSON.stringify(Object.fromEntries(all), null, '\t')}\n`);
};

/** Forgets all runs except the newest ones and those with a name. @returns the forgotten runs */
export const prune = (folder: string, keep: number): IndexedRun[] => {
	const named = new Set(readNames(folder).values());
	const all = readIndex(folder);
	const old = all.slice(0, Math.max(0, all.length - keep)).filter(({run}) => !named.has(run));
	const forgotten = new Set(old.map(({run}) => run));
	writeIndex(
		folder,
		all.filter(({run}) => !forgotten.has(run)),
	);
	for (const {run} of old) rmSync(fileOf(folder, run), {force: true});
	return old;
};
