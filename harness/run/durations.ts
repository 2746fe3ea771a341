// How long the cells of a scenario took, kept from run to run: the longest begin first. A guess, on which no verdict depends.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import type {CellResult} from '../model/cell-result.ts';
import {FileNotWritten, writeWhole} from '../support/write-whole.ts';

/** Scenario → milliseconds of its longest cell. */
const durations = z.record(z.string(), z.number());
export type Durations = z.infer<typeof durations>;

const fileIn = (home: string): string => join(home, 'durations.json');

/** Empty where there are none, or none that can be read. */
export const readDurations = (home: string): Durations => {
	try {
		return durations.parse(JSON.parse(readFileSync(fileIn(home), 'utf8')));
	} catch {
		return {};
	}
};

const longest = (cells: readonly CellResult[]): Durations => {
	const found: Durations = {};
	for (const {scenario, durations, outcome} of cells) {
		if (durations === undefined || outcome === 'error') continue;
		found[scenario] = Math.max(found[scenario] ?? 0, durations.total);
	}
	return found;
};

/** Those of a run take the place of earlier ones of the same scenarios. */
export const recordDurations = (home: string, cells: readonly CellResult[]): void => {
	if (!existsSync(home)) return;
	try {
		writeWhole(fileIn(home), `${JSON.stringify({...readDurations(home), ...longest(cells)}, null, '\t')}\n`);
	} catch (error) {
		// Of somebody else, or on a disk that is full: the next run begins in another order, no more.
		if (!(error instanceof FileNotWritten)) throw error;
	}
};
