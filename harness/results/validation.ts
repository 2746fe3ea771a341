// verdict.json of `netlock validate`, version 1: each cell without the patch and with it, and the verdict on the patch.
import {z} from 'zod';
import {type Outcome, outcomes} from '../model/axes.ts';
import {buildResult} from '../model/build-result.ts';
import {causeChange} from '../model/cause.ts';
import {cellResult} from '../model/cell-result.ts';
import {results} from '../model/results.ts';

/** All rounds of one cell in one build. */
const cellRounds = z.object({
	/** How many rounds had which outcome. */
	counts: z.partialRecord(z.enum(outcomes), z.number()),
	/** The worst round: its evidence, its reason. */
	worst: cellResult,
});
export type CellRounds = z.infer<typeof cellRounds>;

const cellPair = z.object({
	/** `image/lock/scenario`, in both builds. */
	cell: z.string(),
	before: cellRounds.optional(),
	after: cellRounds.optional(),
	/** Whether the patch's message names a report that the cell guards, or the known issue that is seen without the patch. */
	tied: z.boolean(),
	/** Whether a known issue that the patch does not name explains how it fails with the patch. */
	explained: z.boolean(),
	/** Whether it fails with the patch for another reason than without it. */
	otherwise: z.boolean().default(false),
});
export type CellPair = z.infer<typeof cellPair>;

/**
 * From the build without the patch to the one with it. `failed otherwise`: fails in both, for two reasons. `flaky`: passes and fails in one build. `trouble`: no decisive rounds.
 * `unrun`: skipped or unavailable in both. `untried`: not run with the patch.
 */
export const cellChanges = [
	'regressed',
	'fixed',
	'failed otherwise',
	'still fails',
	'flaky',
	'trouble',
	'passes',
	'unrun',
	'untried',
] as const;
export type CellChange = (typeof cellChanges)[number];

const changedCell = cellPair.extend({kind: z.enum(cellChanges)});
export type ChangedCell = z.infer<typeof changedCell>;

export const patchVerdicts = ['validated', 'not fixed', 'regresses', 'inconclusive'] as const;
export type PatchVerdict = (typeof patchVerdicts)[number];

/** The verdict, the reason in one line, and the cells that it rests on. */
export type PatchJudgement = {verdict: PatchVerdict; because: string; cells: ChangedCell[]};

export const validation = z.object({
	schema: z.literal(1),
	verdict: z.enum(patchVerdicts),
	/** The reason, in one line. */
	because: z.string(),
	/** How many cells were not run with the patch, because they passed without it. */
	untried: z.number(),
	/** What was validated: crun or criu. */
	project: z.string(),
	/** Both builds, in words. */
	before: z.string(),
	after: z.string(),
	/** File names of the patches. */
	patches: z.array(z.string()),
	/** How many rounds a cell had that differs or fails. */
	repeat: z.number(),
	/** What else was not run, in words. */
	leftOut: z.array(z.string()),
	command: z.string(),
	/** KCIDB's patchset hash; absent without patches. */
	patchset: z.string().optional(),
	host: results.shape.host,
	/** Version of netlock. */
	netlock: z.string(),
	builds: z.array(buildResult),
	/** Runtime, CRIU and libcriu of both sides in each image, by version and digest; absent in documents of an older netlock. */
	parts: z.array(z.string()).default([]),
	/** Folders of the runs, relative to this file's. */
	runs: z.array(z.string()),
	/** Causes of the cells that were run in both builds; absent in documents of an older netlock. */
	causes: z.array(causeChange).optional(),
	/** All but those of kind `untried`. */
	cells: z.array(changedCell),
});
export type Validation = z.infer<typeof validation>;

export const totalOf = (counts: Partial<Record<Outcome, number>>): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);
