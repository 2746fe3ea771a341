// How long the cells of each scenario took in earlier runs. The longest begin first. No verdict depends on these times.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import type {CellResult} from '../model/cell-result.ts';
import {FileNotWritten, writeWhole} from '../support/write-whole.ts';

/** Scenario → milliseconds of its longest cell. */
const durations = z.record(z.string(), z.number());
export type Durations = z.infer<typeof durations>;

const fileIn = (home: string): string => join(home, 'durations.json');

/** Empty when there is no file, or when it cannot be read. */
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

/** The times of a run replace earlier ones of the same scenarios. */
export const recordDurations = (home: string, cells: readonly CellResult[]): void => {
	if (!existsSync(home)) return;
	try {
		writeWhole(fileIn(home), `${JSON.stringify({...readDurations(home), ...longest(cells)}, null, '\t')}\n`);
	} catch (error) {
		// The file belongs to another user, or the disk is full. Then the next run only begins in another order.
		if (!(error instanceof FileNotWritten)) throw error;
	}
};
