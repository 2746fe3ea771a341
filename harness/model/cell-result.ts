// The result of one cell: its outcome, the expected outcome, and its evidence.
import {z} from 'zod';
import {layers, locks, outcomes} from './axes.ts';
import {evidence} from './evidence.ts';
import {name} from './name.ts';

export const knownIssueRef = z.object({id: z.string(), bug: z.string(), reason: z.string(), expires: z.string()});
export type KnownIssueRef = z.infer<typeof knownIssueRef>;

/** The run that measured a reused result: nothing that the result depends on has changed since. */
export const cached = z.object({
	/** Id of the run that measured it. */
	run: z.string(),
	/** ISO 8601. */
	measured: z.string(),
	/** Name of the machine. */
	host: z.string(),
});

export const cellResult = z.object({
	id: z.string(),
	image: name,
	runtime: name,
	lock: z.enum(locks),
	scenario: name,
	outcome: z.enum(outcomes),
	expected: z.enum(outcomes),
	/** Whether `outcome` differs from what was expected. Only unexpected cells fail a run. */
	unexpected: z.boolean(),
	/** One line. For `fail`: the layer that disagreed, and how. For `skip` and `miss`: why. */
	reason: z.string().optional(),
	layer: z.enum(layers).optional(),
	/** Id of the cause that explains it, among the run's `causes`. */
	cause: z.string().optional(),
	knownIssue: knownIssueRef.optional(),
	/** How the lock reached CRIU: by the runtime's option, by /etc/criu/default.conf, or not at all. */
	told: z.enum(['flag', 'config', 'nothing']).optional(),
	evidence: evidence.optional(),
	/** Files that were saved of this cell, relative to the run's folder. */
	files: z.array(z.string()).optional(),
	/** Shell command that opens the same sandbox by hand. */
	reproduce: z.string().optional(),
	/** How often it ran. */
	attempts: z.number(),
	/** With several rounds: the count of each outcome. The other fields are those of the worst round. */
	rounds: z.partialRecord(z.enum(outcomes), z.number()).optional(),
	/** Absent: this run measured it. */
	cached: cached.optional(),
	/** Milliseconds. */
	durations: z.object({sandbox: z.number(), body: z.number(), total: z.number()}).optional(),
});
export type CellResult = z.infer<typeof cellResult>;
