// What a bisection came to, and how: the JSON of `netlock bisect`.
import type {Outcome} from '../model/axes.ts';

/** A build in the order of builds, oldest first. */
export type Step = {index: number; name: string};

export type Counts = Record<Outcome, number>;

/** What is assumed: a cell shows the wrong outcome in one round in ten, at most. */
export const flakeRate = 0.1;

/** What was seen of one cell in one build. */
export type CellIn = {cell: string; build: Step; counts: Counts};
export type Judged = {
	build: Step;
	/** `unclear`: no cell tells good from bad. */
	verdict: 'good' | 'bad' | 'unclear';
	/** Of the cells that had a say. */
	cells: {cell: string; counts: Counts}[];
};
export type Skipped = {build: Step; verdict: 'skipped'; why: string};

/** How it was found, or not. */
export type Account = {
	schema: 1;
	repeat: number;
	flakeRate: number;
	/** Builds that were judged, in the order in which they were. */
	log: Judged[];
	skipped: Skipped[];
	/** Cells that passed and failed in one build. */
	flaky: CellIn[];
	/** Cells that broke (`error`) or could not be run in a build that was run. */
	untold: CellIn[];
};

export type Found = Account & {
	found: true;
	lastGood: Step;
	/** The oldest build that was seen to be bad. */
	firstBad: Step;
	/** Where the defect may have come in: `firstBad`, and before it builds that had to be skipped. */
	suspects: Step[];
	/** Those that fail in the first bad build and pass in the last good one, with each build in which they were seen. */
	cells: {cell: string; builds: {build: Step; counts: Counts}[]}[];
	/** Those that pass in the first bad build, and fail in the last of all: another defect, of a later build. */
	later: string[];
	/** That the answer is right, if the flake rate is not more than assumed and rounds do not depend on each other. */
	confidence: number;
};

export const reasons = ['first-bad', 'last-good', 'flaky', 'trouble', 'unusable'] as const;

export type NotFound = Account & {
	found: false;
	/**
	 * `first-bad`: cells fail from the first build on. `last-good`: none fails in the last. `flaky`: those that may have been
	 * the signal are flaky. `trouble`: they could not be run. `unusable`: fewer than two builds could be.
	 */
	reason: (typeof reasons)[number];
	/** For `first-bad`: those that fail there, in every round. */
	failing: CellIn[];
};
