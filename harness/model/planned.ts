// What a run is made of: images that are ready or not, and cells that run or not, each with what is expected of it.
import type {Coordinates, Layer, Outcome, RuntimeName} from './axes.ts';
import type {ExtraCapability} from './declaration.ts';
import type {Drift, ImageFacts} from './facts.ts';
import type {KnownIssue} from './known-issue.ts';

/** An image as the planner sees it: ready with measured facts, or unavailable. */
export type PlannedImage =
	| {
			id: string;
			title: string;
			state: 'ready';
			ref: string;
			/** What installs packages in it: `apt-get`, `dnf`. */
			packageManager?: string;
			digest: string;
			base: string;
			/** Why the bases before it could not be had. */
			passedOver: readonly string[];
			facts: ImageFacts;
			/** Runtimes that the distro does not have, and why. */
			lacks: Partial<Record<RuntimeName, string>>;
			/** What differs from what image.yaml expects. */
			drift: readonly Drift[];
	  }
	| {
			id: string;
			title: string;
			state: 'miss';
			reason: string /** Every attempt, and what to try next. */;
			help?: string;
	  };

/** An outcome that is known before the cell runs. `fail`: what is under test cannot dump anything. */
export type Settled = {outcome: Extract<Outcome, 'miss' | 'skip' | 'fail'>; reason: string; layer?: Layer};

export type PlannedCell = Coordinates & {
	id: string;
	/** Absent: it runs. */
	settled?: Settled;
	/** What is to be seen; with several known issues, the outcome of the first. */
	expected: Outcome;
	/** All that keep it from passing, one behind another: which one is met is seen when it runs. */
	knownIssues: readonly KnownIssue[];
	/** Beyond the least. */
	capabilities?: readonly ExtraCapability[];
};
