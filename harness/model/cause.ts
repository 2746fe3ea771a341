// A cause: what is wrong, stated once for all cells that show it, and the party that must mend it.
import {z} from 'zod';
import {layers} from './axes.ts';

/**
 * The party to blame. `tool`: iptables, nft. `image`: a tool is missing. `harness`: netlock itself. `machine`: the
 * machine of the run.
 */
export const parties = ['runtime', 'CRIU', 'kernel', 'tool', 'image', 'harness', 'machine'] as const;
export type Party = (typeof parties)[number];

/** Since when a cause exists, as far as history knows. `new` and `back`: it appeared in this run. */
export const since = z.object({
	state: z.enum(['new', 'back', 'ongoing']),
	/** Ids of runs: the first that shows it, and the last one before that ran its cells without it. */
	firstBad: z.string(),
	lastGood: z.string().optional(),
	/** What else changed between these two runs: `crun 1.20 → 1.21`. */
	changed: z.array(z.string()),
});
export type Since = z.infer<typeof since>;

export const cause = z.object({
	/**
	 * The same in every run, image and build: the party, the layer, and how seen and expected differ. If two builds have
	 * the same cause, there are two entries with one id.
	 */
	id: z.string(),
	/** One line, fit for the title of a bug report: `crun sends skip where nftables is asked`. */
	title: z.string(),
	party: z.enum(parties),
	/** The party by name: `crun`, `CRIU`, `iptables-restore`. */
	name: z.string(),
	/** Columns of the builds that show it. */
	builds: z.array(z.string()),
	/** Absent when no layer of evidence was reached. */
	layer: z.enum(layers).optional(),
	/** The operations in which cells first show it. Absent when it belongs to no operation. */
	operations: z.array(z.enum(['checkpoint', 'restore'])),
	/** What was expected and seen, without names, sizes, times and addresses. */
	expected: z.array(z.string()),
	seen: z.array(z.string()),
	/** Ids of the cells that it explains, whether expected or not. */
	cells: z.array(z.string()),
	/** How many of these are unexpected. If none is, known issues explain the cause. */
	unexpected: z.number(),
	/** Ids of the known issues that explain it in some cell. */
	knownIssues: z.array(z.string()),
	/**
	 * What narrows it down: properties that similar cells without it do not have. `only nftables`, `only with
	 * --leave-running`.
	 */
	untouched: z.array(z.string()),
	/** Id of the cell with the best evidence. */
	exemplar: z.string(),
	/** Id of a stronger cause of the same build, whose consequence it may be. The cells cannot tell. */
	possibly: z.string().optional(),
	/** Absent when history does not know. */
	since: since.optional(),
});
export type Cause = z.infer<typeof cause>;

/** A cause in two runs or two builds, paired by identity, with the number of cells that it explains in each. */
export const causeChange = cause
	.pick({id: true, title: true, party: true, name: true})
	.extend({before: z.number(), after: z.number()});
export type CauseChange = z.infer<typeof causeChange>;
