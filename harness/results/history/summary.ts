// The index of history: one line for each run, so that a list of runs need not read all files.
import {z} from 'zod';
import {runId} from '../../model/results.ts';
import {elapsed} from '../../support/duration.ts';
import {badMarks, type HistoryEntry, letters, ranMarks} from './entry.ts';

const indexedRun = z.object({
	run: runId,
	/** ISO 8601. */
	started: z.string(),
	/** Milliseconds. */
	took: z.number(),
	interrupted: z.boolean(),
	command: z.string(),
	cells: z.number(),
	/**
	 * Counts of cells: those that ran; and of these the unexpected ones, the failures whether expected or not, and the
	 * flaky ones.
	 */
	ran: z.number(),
	unexpected: z.number(),
	failing: z.number(),
	flaky: z.number(),
});
export type IndexedRun = z.infer<typeof indexedRun>;

export const historyIndex = z.object({schema: z.literal(1), runs: z.array(indexedRun)});

export const summarize = (entry: HistoryEntry): IndexedRun => {
	const {run, started, interrupted, command, unexpected} = entry;
	const marks = [...entry.marks].filter(mark => mark !== letters.none);
	const count = (wanted: ReadonlySet<string>): number => marks.filter(mark => wanted.has(mark)).length;
	return {
		run,
		started,
		took: elapsed(entry),
		interrupted,
		command,
		cells: marks.length,
		ran: count(ranMarks),
		unexpected,
		failing: count(badMarks),
		flaky: count(new Set([letters.flaky])),
	};
};
