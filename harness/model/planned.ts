// What a run is made of: images that are ready or not, and cells that run or not, each with what is expected of it.
import type {Coordinates, Outcome, RuntimeName} from './axes.ts';
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

export type PlannedCell = Coordinates & {
	id: string;
	/** Absent: it runs. */
	settled?: {outcome: Extract<Outcome, 'miss' | 'skip'>; reason: string};
	expected: Outcome;
	knownIssue?: KnownIssue;
	/** Beyond the least. */
	capabilities?: readonly ExtraCapability[];
};
