// What history keeps of a run, version 1: a letter a cell, causes, and under which circumstances each build ran.
import {z} from 'zod';
import {locks} from '../../model/axes.ts';
import {parties} from '../../model/cause.ts';
import {runId} from '../../model/results.ts';

/** `none`: no such cell was planned. `flaky`: passed in one round and failed in another. */
export const letters = {
	none: '.',
	pass: 'p',
	'unexpected pass': 'u',
	fail: 'F',
	'known failure': 'k',
	error: 'e',
	flaky: 'x',
	miss: 'm',
	skip: 's',
	/** The run did not measure it: an earlier one did. */
	cached: 'c',
} as const;
export type Mark = keyof typeof letters;

/** Name → value, as in `kernel` → `6.18.0`: what may explain that a cell ends otherwise than the night before. */
const circumstances = z.record(z.string(), z.string());
export type Circumstances = z.infer<typeof circumstances>;

export const historyEntry = z.object({
	schema: z.literal(1),
	run: runId,
	/** ISO 8601. */
	started: z.string(),
	finished: z.string(),
	interrupted: z.boolean(),
	command: z.string(),
	/** How many cells made the run fail. */
	unexpected: z.number(),
	/** What the cells are made of: each of an axis with each of the others, the last axis fastest. */
	axes: z.object({
		images: z.array(z.string()),
		runtimes: z.array(z.string()),
		locks: z.array(z.enum(locks)),
		scenarios: z.array(z.string()),
	}),
	/** A letter for each place that the axes make. */
	marks: z.string().regex(/^[.puFkexmsc]*$/),
	/** Tenths of a second of each cell that ran, in the order of the marks. */
	tenths: z.array(z.number()),
	/** Of the machine and of netlock. */
	host: circumstances,
	/** Scenario → digest of its file. */
	scenarios: circumstances,
	/** `image/runtime` → versions and digests. */
	settings: z.record(z.string(), circumstances),
	causes: z.array(
		z.object({
			id: z.string(),
			title: z.string(),
			party: z.enum(parties),
			name: z.string(),
			unexpected: z.number(),
			/** Known issues that name it. */
			knownIssues: z.array(z.string()),
			/** Places in the marks. */
			cells: z.array(z.number()),
		}),
	),
	/** How many cells failed as each known issue says, and how many of those that it covers passed. */
	knownIssues: z.array(z.object({id: z.string(), failing: z.number(), passing: z.number()})).default([]),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
type Axes = HistoryEntry['axes'];

/** The id of every place, in the order of the marks. */
export const idsOf = ({images, runtimes, locks, scenarios}: Axes): string[] =>
	images.flatMap(image =>
		runtimes.flatMap(runtime =>
			locks.flatMap(lock => scenarios.map(scenario => `${image}/${runtime}/${lock}/${scenario}`)),
		),
	);

/** A cell that ran and says something. */
export const ranMarks: ReadonlySet<string> = new Set(
	(['pass', 'unexpected pass', 'fail', 'known failure', 'error', 'flaky'] as const).map(mark => letters[mark]),
);

/** Marks of a cell that fails, expected or not. */
export const badMarks: ReadonlySet<string> = new Set(
	(['fail', 'known failure', 'error'] as const).map(mark => letters[mark]),
);
