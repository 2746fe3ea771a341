// A known issue: which cells are expected to fail, why, and until when.
import {z} from 'zod';
import {layers, outcomes, type RuntimeName, runtimeNames} from './axes.ts';
import {behaviours} from './behaviours.ts';
import type {KnownIssueRef} from './cell-result.ts';
import {probes} from './facts.ts';
import {isVersionRange} from './versions.ts';

const globs = z.array(z.string()).min(1);
const range = z.string().refine(isVersionRange, 'must be a version range such as ">=3.16 <4.2"');

const runtimeRanges = Object.fromEntries(runtimeNames.map(name => [name, range.optional()])) as Record<
	RuntimeName,
	z.ZodOptional<typeof range>
>;

/** Facts of the sandbox in which CRIU runs, with all parts under test. Versions are upstream's. */
const factsMatch = {
	criu: range.optional(),
	libcriu: range.optional(),
	kernel: range.optional(),
	...runtimeRanges,
	/** Package → range. */
	packages: z.record(z.string(), range).optional(),
	/** Features that were tried with this CRIU on this kernel and do not work. */
	cannot: z.array(z.enum(probes)).optional(),
	/** CRIU's measured default lock. */
	defaultLock: globs.optional(),
	/** Tools that must be in the image, or missing from it. */
	with: z.array(z.string()).optional(),
	without: z.array(z.string()).optional(),
};
const factsMatchSchema = z.strictObject(factsMatch);
export type FactsMatch = z.infer<typeof factsMatchSchema>;

const isPattern = (source: string): boolean => {
	try {
		return new RegExp(source) instanceof RegExp;
	} catch {
		return false;
	}
};

export const knownIssue = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]+$/),
	/** Every part that is given must match; names are globs. */
	match: z.strictObject({
		image: globs.optional(),
		runtime: globs.optional(),
		/** The lock asked for, `unset` included. */
		lock: globs.optional(),
		/** The method that CRIU uses in the end: the lock asked for, else its default. */
		method: globs.optional(),
		scenario: globs.optional(),
		/** Behaviours of the scenario. All of these must match. */
		has: z.array(z.enum(behaviours)).optional(),
		...factsMatch,
		/** Facts of the image in which the checkpoint is restored, for a scenario with destinations. */
		destination: factsMatchSchema.optional(),
	}),
	outcome: z.enum(outcomes),
	/** Layer that disagrees, for a `fail`. A failure of the same cell on another layer is unexpected. */
	layer: z.enum(layers).optional(),
	/** Pattern that must occur in the cell's verdict or in CRIU's log. Another failure of the same cell is unexpected. */
	symptom: z.string().min(1).refine(isPattern, 'must be a regular expression'),
	bug: z.url(),
	reason: z.string().min(1),
	/** ISO date from which the entry no longer counts. */
	expires: z.iso.date(),
});
export type KnownIssue = z.infer<typeof knownIssue>;

export const refer = ({id, bug, reason, expires}: KnownIssue): KnownIssueRef => ({id, bug, reason, expires});
