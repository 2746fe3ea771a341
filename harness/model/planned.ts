// What a run is made of: images that are ready or not, and cells that run or not, each with what is expected of it.
import {z} from 'zod';
import {layers, locks, outcomes, runtimeNames} from './axes.ts';
import {extraCapabilities} from './declaration.ts';
import {drift, imageFacts} from './facts.ts';
import {knownIssue} from './known-issue.ts';

/** An image as the planner sees it: ready with measured facts, or unavailable. */
export const plannedImage = z.discriminatedUnion('state', [
	z.object({
		id: z.string(),
		title: z.string(),
		state: z.literal('ready'),
		ref: z.string(),
		/** What installs packages in it: `apt-get`, `dnf`. */
		packageManager: z.string().exactOptional(),
		digest: z.string(),
		base: z.string(),
		/** Why the bases before it could not be had. */
		passedOver: z.array(z.string()),
		facts: imageFacts,
		/** Runtimes that the distro does not have, and why. */
		lacks: z.partialRecord(z.enum(runtimeNames), z.string()),
		/** What differs from what image.yaml expects. */
		drift: z.array(drift),
	}),
	z.object({
		id: z.string(),
		title: z.string(),
		state: z.literal('miss'),
		reason: z.string(),
		/** Every attempt, and what to try next. */
		help: z.string().exactOptional(),
	}),
]);
export type PlannedImage = z.infer<typeof plannedImage>;

/** An outcome that is known before the cell runs. `fail`: what is under test cannot dump anything. */
const settled = z.object({
	outcome: z.enum(['miss', 'skip', 'fail']),
	reason: z.string(),
	layer: z.enum(layers).exactOptional(),
});
export type Settled = z.infer<typeof settled>;

export const plannedCell = z.object({
	id: z.string(),
	image: z.string(),
	/** The build's column name. */
	runtime: z.string(),
	lock: z.enum(locks),
	scenario: z.string(),
	/** Absent: it runs. */
	settled: settled.exactOptional(),
	/** What is to be seen; with several known issues, the outcome of the first. */
	expected: z.enum(outcomes),
	/** All that keep it from passing, one behind another: which one is met is seen when it runs. */
	knownIssues: z.array(knownIssue),
	/** Milliseconds that the longest cell of its scenario took in an earlier run. */
	took: z.number().exactOptional(),
	/** Beyond the least. */
	capabilities: z.array(z.enum(extraCapabilities)).exactOptional(),
});
export type PlannedCell = z.infer<typeof plannedCell>;
