// What history keeps of a run, version 1: a letter for each cell, the causes, and the circumstances of each build.
import {z} from 'zod';
import {locks} from '../../model/axes.ts';
import {parties} from '../../model/cause.ts';
import {runId} from '../../model/results.ts';

/** `none`: no such cell was planned. `flaky`: it passed in one round and failed in another. */
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

/**
 * Name → value, such as `kernel` → `6.18.0`: what may explain that a cell has another outcome than in the run before.
 */
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
	/** How many cells failed the run. */
	unexpected: z.number(),
	/** The axes. The cells are all combinations; the last axis changes fastest. */
	axes: z.object({
		images: z.array(z.string()),
		runtimes: z.array(z.string()),
		locks: z.array(z.enum(locks)),
		scenarios: z.array(z.string()),
	}),
	/** A letter for each combination of the axes. */
	marks: z.string().regex(/^[.puFkexmsc]*$/),
	/** Tenths of a second of each cell that ran, in the order of the marks. */
	tenths: z.array(z.number()),
	/** Circumstances of the machine and of netlock. */
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
			/** Known issues that explain it. */
			knownIssues: z.array(z.string()),
			/** Indexes in the marks. */
			cells: z.array(z.number()),
		}),
	),
	/** For each known issue: how many cells failed as it says, and how many of the cells that it covers passed. */
	knownIssues: z.array(z.object({id: z.string(), failing: z.number(), passing: z.number()})).default([]),
});
export type HistoryEntry = z.infer<typeof historyEntry>;
type Axes = HistoryEntry['axes'];

/** The id of every cell, in the order of the marks. */
export const idsOf = ({images, runtimes, locks, scenarios}: Axes): string[] =>
	images.flatMap(image =>
		runtimes.flatMap(runtime =>
			locks.flatMap(lock => scenarios.map(scenario => `${image}/${runtime}/${lock}/${scenario}`)),
		),
	);

/** Marks of a cell that ran and passed or failed. */
export const ranMarks: ReadonlySet<string> = new Set(
	(['pass', 'unexpected pass', 'fail', 'known failure', 'error', 'flaky'] as const).map(mark => letters[mark]),
);

/** Marks of a cell that fails, whether expected or not. */
export const badMarks: ReadonlySet<string> = new Set(
	(['fail', 'known failure', 'error'] as const).map(mark => letters[mark]),
);
