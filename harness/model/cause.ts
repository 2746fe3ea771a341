// A cause: what is wrong, told once however many cells show it, and who has to mend it.
import {z} from 'zod';
import {layers} from './axes.ts';

/** Who is to blame. `tool`: iptables, nft; `image`: a tool is missing; `harness`: netlock itself; `machine`: what it runs on. */
export const parties = ['runtime', 'CRIU', 'kernel', 'tool', 'image', 'harness', 'machine'] as const;
export type Party = (typeof parties)[number];

/** Since when a cause is there, as far as history knows. `new` and `back`: it came with this run. */
export const since = z.object({
	state: z.enum(['new', 'back', 'ongoing']),
	/** Ids of runs: the first that shows it, and the last before that ran its cells without it. */
	firstBad: z.string(),
	lastGood: z.string().optional(),
	/** What else changed between these two: `crun 1.20 → 1.21`. */
	changed: z.array(z.string()),
});
export type Since = z.infer<typeof since>;

export const cause = z.object({
	/**
	 * The same in every run, image and build: who, on which layer, and how expectation and sight differ. Two builds may have
	 * the same cause each; then there are two entries with one id.
	 */
	id: z.string(),
	/** One line, as it would head a bug report: `crun sends skip where nftables is asked`. */
	title: z.string(),
	party: z.enum(parties),
	/** The party by name: `crun`, `CRIU`, `iptables-restore`. */
	name: z.string(),
	/** Columns of the builds that show it. */
	builds: z.array(z.string()),
	/** Absent where no layer of evidence was reached. */
	layer: z.enum(layers).optional(),
	/** Of the first sight in each cell; absent where it is of no operation. */
	operations: z.array(z.enum(['checkpoint', 'restore'])),
	/** Without names, sizes, times and addresses. */
	expected: z.array(z.string()),
	seen: z.array(z.string()),
	/** Ids of the cells that it explains, expected or not. */
	cells: z.array(z.string()),
	/** How many of these are unexpected: where none is, known issues explain it. */
	unexpected: z.number(),
	/** Ids of known issues that name it in some cell. */
	knownIssues: z.array(z.string()),
	/** What narrows it down, by cells that are alike and do not show it: `only nftables`, `only with --leave-running`. */
	untouched: z.array(z.string()),
	/** Id of the cell whose evidence shows it best. */
	exemplar: z.string(),
	/** Id of a stronger cause of the same build that it may be a consequence of: the cells do not tell the two apart. */
	possibly: z.string().optional(),
	/** Absent where history does not know. */
	since: since.optional(),
});
export type Cause = z.infer<typeof cause>;

/** A cause in two runs, or two builds: by its identity, with how many cells it explains in each. */
export const causeChange = cause
	.pick({id: true, title: true, party: true, name: true})
	.extend({before: z.number(), after: z.number()});
export type CauseChange = z.infer<typeof causeChange>;
