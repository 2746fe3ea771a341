// The plan of a run: images that are ready or unavailable, and cells that run or not, each with the expected outcome.
import {z} from 'zod';
import {layers, locks, outcomes, runtimeNames} from './axes.ts';
import {extraCapabilities} from './declaration.ts';
import {drift, imageFacts} from './facts.ts';
import {knownIssue} from './known-issue.ts';

/** An image for the planner: ready with facts, or unavailable. */
export const plannedImage = z.discriminatedUnion('state', [
	z.object({
		id: z.string(),
		title: z.string(),
		state: z.literal('ready'),
		ref: z.string(),
		/** The package manager: `apt-get`, `dnf`. */
		packageManager: z.string().exactOptional(),
		digest: z.string(),
		base: z.string(),
		/** Why the bases before it are unavailable. */
		passedOver: z.array(z.string()),
		facts: imageFacts,
		/** Runtimes that the distro does not have, each with the reason. */
		lacks: z.partialRecord(z.enum(runtimeNames), z.string()),
		/** Facts that differ from what image.yaml expects. */
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

/** An outcome that is known before the cell runs. `fail`: a part under test cannot dump at all. */
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
	/** The expected outcome. With several known issues, that of the first one. */
	expected: z.enum(outcomes),
	/** All known issues that cover it. One may hide another, so only the run shows which one the cell meets. */
	knownIssues: z.array(knownIssue),
	/** Milliseconds that the longest cell of its scenario took in an earlier run. */
	took: z.number().exactOptional(),
	/** Capabilities beyond the least. */
	capabilities: z.array(z.enum(extraCapabilities)).exactOptional(),
});
export type PlannedCell = z.infer<typeof plannedCell>;
