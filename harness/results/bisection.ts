// verdict.json of `netlock bisect`, version 1: the builds that were judged, and the first bad one or why none was
// found.
import {z} from 'zod';
import type {Outcome} from '../model/axes.ts';
import {cause} from '../model/cause.ts';
import {cellResult} from '../model/cell-result.ts';
import {projectSettings} from '../model/results.ts';

/** A build by its index in the order of builds, oldest first. */
const buildRef = z.object({index: z.number(), name: z.string()});
export type BuildRef = z.infer<typeof buildRef>;

/** The count of each outcome over the rounds. */
const counts = z.object({
	pass: z.number(),
	fail: z.number(),
	error: z.number(),
	miss: z.number(),
	skip: z.number(),
} satisfies Record<Outcome, z.ZodType>);
export type Counts = z.infer<typeof counts>;

/** The assumption: a flaky cell shows the wrong outcome in at most one of ten rounds. */
export const flakeRate = 0.1;

/** All rounds of one cell in one build. */
const cellInBuild = z.object({cell: z.string(), build: buildRef, counts});
export type CellInBuild = z.infer<typeof cellInBuild>;

const buildVerdict = z.object({
	build: buildRef,
	/** `unclear`: no cell separates good from bad. */
	verdict: z.enum(['good', 'bad', 'unclear']),
	/** The cells that the verdict depends on. */
	cells: z.array(z.object({cell: z.string(), counts})),
});
export type BuildVerdict = z.infer<typeof buildVerdict>;

const skippedBuild = z.object({build: buildRef, verdict: z.literal('skipped'), why: z.string()});
export type SkippedBuild = z.infer<typeof skippedBuild>;

const account = z.object({
	schema: z.literal(1),
	/** Rounds for each build. */
	repeat: z.number(),
	flakeRate: z.number(),
	/** Builds, in the order in which they were judged. */
	log: z.array(buildVerdict),
	skipped: z.array(skippedBuild),
	/** Cells that passed and failed in the same build. */
	flaky: z.array(cellInBuild),
	/** Cells that ended with `error` or could not run in a build that ran. */
	untold: z.array(cellInBuild),
});
export type Account = z.infer<typeof account>;

const found = account.extend({
	found: z.literal(true),
	lastGood: buildRef,
	/** The oldest bad build. */
	firstBad: buildRef,
	/** Builds in which the defect may have appeared: `firstBad`, and skipped builds right before it. */
	suspects: z.array(buildRef),
	/** Cells that fail in the first bad build and pass in the last good one, with every build in which they ran. */
	cells: z.array(z.object({cell: z.string(), builds: z.array(z.object({build: buildRef, counts}))})),
	/**
	 * Cells that pass in the first bad build and fail in the last build of all: they show a second defect, from a later
	 * build.
	 */
	later: z.array(z.string()),
	/** Probability that the result is right, if the flake rate is right and rounds are independent. */
	confidence: z.number(),
});
export type Found = z.infer<typeof found>;

const notFound = account.extend({
	found: z.literal(false),
	/**
	 * `first-bad`: cells fail in the first build already. `last-good`: no cell fails in the last build. `flaky`: all
	 * cells that could separate good from bad are flaky. `trouble`: those cells could not run. `unusable`: fewer than two
	 * builds could run.
	 */
	reason: z.enum(['first-bad', 'last-good', 'flaky', 'trouble', 'unusable']),
	/** For `first-bad`: cells that fail there in every round. */
	failing: z.array(cellInBuild),
});
export type NotFound = z.infer<typeof notFound>;

/** The result of the search. */
export type SearchResult = Found | NotFound;

const context = {
	command: z.string(),
	/** Absent without a netlock.yaml, and in documents of an older netlock. */
	projectFile: projectSettings.optional(),
	/** Kernel on which the builds ran. Absent when none could run. */
	kernel: z.string().optional(),
	/**
	 * A cell that fails in the first bad build, from one run of that build. `run`: folder of that run. `cause`: the cause
	 * in that run that explains the cell.
	 */
	failure: z.object({cell: cellResult, run: z.string(), cause: cause.optional()}).optional(),
};
export const bisection = z.discriminatedUnion('found', [found.extend(context), notFound.extend(context)]);
export type Bisection = z.infer<typeof bisection>;
export type Failure = NonNullable<Bisection['failure']>;
