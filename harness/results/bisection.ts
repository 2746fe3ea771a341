// verdict.json of `netlock bisect`, version 1: the builds that were judged, and the first bad one or why there is none.
import {z} from 'zod';
import type {Outcome} from '../model/axes.ts';
import {cause} from '../model/cause.ts';
import {cellResult} from '../model/cell-result.ts';

/** A build by its place in the order of builds, oldest first. */
const buildRef = z.object({index: z.number(), name: z.string()});
export type BuildRef = z.infer<typeof buildRef>;

/** How many rounds had which outcome. */
const counts = z.object({
	pass: z.number(),
	fail: z.number(),
	error: z.number(),
	miss: z.number(),
	skip: z.number(),
} satisfies Record<Outcome, z.ZodType>);
export type Counts = z.infer<typeof counts>;

/** The assumption: a cell shows the wrong outcome in one round in ten, at most. */
export const flakeRate = 0.1;

/** All rounds of one cell in one build. */
const cellInBuild = z.object({cell: z.string(), build: buildRef, counts});
export type CellInBuild = z.infer<typeof cellInBuild>;

const buildVerdict = z.object({
	build: buildRef,
	/** `unclear`: no cell tells good from bad. */
	verdict: z.enum(['good', 'bad', 'unclear']),
	/** The cells that the verdict rests on. */
	cells: z.array(z.object({cell: z.string(), counts})),
});
export type BuildVerdict = z.infer<typeof buildVerdict>;

const skippedBuild = z.object({build: buildRef, verdict: z.literal('skipped'), why: z.string()});
export type SkippedBuild = z.infer<typeof skippedBuild>;

const account = z.object({
	schema: z.literal(1),
	/** Rounds of a build. */
	repeat: z.number(),
	flakeRate: z.number(),
	/** Builds in the order in which they were judged. */
	log: z.array(buildVerdict),
	skipped: z.array(skippedBuild),
	/** Cells that passed and failed in one build. */
	flaky: z.array(cellInBuild),
	/** Cells that broke (`error`) or could not be run in a build that was run. */
	untold: z.array(cellInBuild),
});
export type Account = z.infer<typeof account>;

const found = account.extend({
	found: z.literal(true),
	lastGood: buildRef,
	/** The oldest build that was judged bad. */
	firstBad: buildRef,
	/** Where the defect may have come in: `firstBad`, and skipped builds right before it. */
	suspects: z.array(buildRef),
	/** Cells that fail in the first bad build and pass in the last good one, with every build in which they ran. */
	cells: z.array(z.object({cell: z.string(), builds: z.array(z.object({build: buildRef, counts}))})),
	/** Cells that pass in the first bad build, and fail in the last of all: another defect, of a later build. */
	later: z.array(z.string()),
	/** Probability that the answer is right, if the flake rate holds and rounds are independent. */
	confidence: z.number(),
});
export type Found = z.infer<typeof found>;

const notFound = account.extend({
	found: z.literal(false),
	/**
	 * `first-bad`: cells fail from the first build on. `last-good`: none fails in the last. `flaky`: the cells that could tell
	 * good from bad are flaky. `trouble`: they could not be run. `unusable`: fewer than two builds could be run.
	 */
	reason: z.enum(['first-bad', 'last-good', 'flaky', 'trouble', 'unusable']),
	/** For `first-bad`: cells that fail there, in every round. */
	failing: z.array(cellInBuild),
});
export type NotFound = z.infer<typeof notFound>;

/** What the search answers. */
export type SearchResult = Found | NotFound;

const context = {
	command: z.string(),
	/** Kernel on which the builds ran; absent where none could be run. */
	kernel: z.string().optional(),
	/** The first of the cells that fail in the first bad build, from one run of that build; `run`: folder of that run; `cause`: of that run, which explains the cell. */
	failure: z.object({cell: cellResult, run: z.string(), cause: cause.optional()}).optional(),
};
export const bisection = z.discriminatedUnion('found', [found.extend(context), notFound.extend(context)]);
export type Bisection = z.infer<typeof bisection>;
export type Failure = NonNullable<Bisection['failure']>;
