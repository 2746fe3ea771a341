// verdict.json of `netlock validate`, version 1: each cell without the patch and with it, and the verdict on the patch.
import {z} from 'zod';
import {type Outcome, outcomes} from '../model/axes.ts';
import {buildResult} from '../model/build-result.ts';
import {causeChange} from '../model/cause.ts';
import {cellResult} from '../model/cell-result.ts';
import {projectSettings, results} from '../model/results.ts';

/** All rounds of one cell in one build. */
const cellRounds = z.object({
	/** How many rounds had which outcome. */
	counts: z.partialRecord(z.enum(outcomes), z.number()),
	/** The worst round, with its evidence and reason. */
	worst: cellResult,
});
export type CellRounds = z.infer<typeof cellRounds>;

const cellPair = z.object({
	/** The cell's name in both builds: `image/lock/scenario`. */
	cell: z.string(),
	before: cellRounds.optional(),
	after: cellRounds.optional(),
	/**
	 * Whether the patch's message names a report that the cell guards, or the known issue that the cell meets without the
	 * patch.
	 */
	tied: z.boolean(),
	/** Whether a known issue that the patch does not name explains the failure with the patch. */
	explained: z.boolean(),
	/** Whether it fails with the patch for a different reason than without it. */
	otherwise: z.boolean().default(false),
});
export type CellPair = z.infer<typeof cellPair>;

/**
 * How the cell changes from the build without the patch to the build with it. `failed otherwise`: it fails in both, for
 * different reasons. `flaky`: it passes and fails in one build. `trouble`: too few rounds passed or failed.
 * `unrun`: skipped or unavailable in both. `untried`: it did not run with the patch.
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

/** The verdict, the reason in one line, and the cells that the verdict depends on. */
export type PatchJudgement = {verdict: PatchVerdict; because: string; cells: ChangedCell[]};

export const validation = z.object({
	schema: z.literal(1),
	verdict: z.enum(patchVerdicts),
	/** The reason for the verdict, in one line. */
	because: z.string(),
	/** How many cells did not run with the patch, because they passed without it. */
	untried: z.number(),
	/** The project that was validated: crun, runc or criu. */
	project: z.string(),
	/** Both builds, in words. */
	before: z.string(),
	after: z.string(),
	/** File names of the patches. */
	patches: z.array(z.string()),
	/** Rounds of each cell that differs or fails. */
	repeat: z.number(),
	/** What else did not run, in words. */
	leftOut: z.array(z.string()),
	command: z.string(),
	/** Absent without a netlock.yaml, and in documents of an older netlock. */
	projectFile: projectSettings.optional(),
	/** KCIDB's patchset hash. Absent: no patches. */
	patchset: z.string().optional(),
	host: results.shape.host,
	/** Version of netlock. */
	netlock: z.string(),
	builds: z.array(buildResult),
	/**
	 * Runtime, CRIU and libcriu of both builds in each image, by version and digest. Absent in documents of an older
	 * netlock.
	 */
	parts: z.array(z.string()).default([]),
	/** Folders of the runs, relative to this file's. */
	runs: z.array(z.string()),
	/** Causes of the cells that ran in both builds. Absent in documents of an older netlock. */
	causes: z.array(causeChange).optional(),
	/** All cells except those of kind `untried`. */
	cells: z.array(changedCell),
});
export type Validation = z.infer<typeof validation>;

export const totalOf = (counts: Partial<Record<Outcome, number>>): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);
