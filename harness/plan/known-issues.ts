// Known issues: what is expected to fail, where, why, and until when. Read from scenarios/known-issues.yaml.
import picomatch from 'picomatch';
import {z} from 'zod';
import type {ImageFacts, KnownIssueRef} from '../results/schema.ts';
import {type Coordinates, layers, outcomes} from './axes.ts';
import {methodFor} from './method.ts';
import {readYaml} from './read-yaml.ts';
import {isVersionRange, satisfies} from './versions.ts';

const globs = z.array(z.string()).min(1);
const range = z.string().refine(isVersionRange, 'must be a version range such as ">=3.16 <4.2"');

const isPattern = (source: string): boolean => {
	try {
		return new RegExp(source) instanceof RegExp;
	} catch {
		return false;
	}
};

const knownIssue = z.strictObject({
	id: z.string().regex(/^[a-z0-9-]+$/),
	/** Every part that is given must match; names are globs. */
	match: z.strictObject({
		image: globs.optional(),
		runtime: globs.optional(),
		/** As it is asked for: `unset` too. */
		lock: globs.optional(),
		/** What CRIU uses in the end: what is asked for, or else its default. */
		method: globs.optional(),
		scenario: globs.optional(),
		criu: range.optional(),
		kernel: range.optional(),
		/** CRIU's measured default lock. */
		defaultLock: globs.optional(),
		/** Tools that must be missing from the image. */
		without: z.array(z.string()).optional(),
	}),
	outcome: z.enum(outcomes),
	/** Layer that disagrees, for a `fail`: the same cell failing at another layer is news. */
	layer: z.enum(layers).optional(),
	/** Must be found in the cell's verdict or in CRIU's log: another failure in the same cell is still news. */
	symptom: z.string().min(1).refine(isPattern, 'must be a regular expression'),
	bug: z.url(),
	reason: z.string().min(1),
	/** ISO date from which the entry no longer counts. */
	expires: z.iso.date(),
});
export type KnownIssue = z.infer<typeof knownIssue>;

const haveOwnIds = (issues: readonly KnownIssue[]): boolean => new Set(issues.map(({id}) => id)).size === issues.length;

/** @throws FileInvalid */
export const readKnownIssues = (file: string): Promise<KnownIssue[]> =>
	readYaml(
		file,
		z.array(knownIssue).refine(haveOwnIds, 'two entries have the same id'),
		'Its format is described in docs/reading-a-verdict.md',
	);

const nameMatches = (wanted: string[] | undefined, name: string): boolean =>
	wanted === undefined || wanted.some(glob => picomatch.isMatch(name, glob));

const versionMatches = (wanted: string | undefined, version: string): boolean =>
	wanted === undefined || satisfies(version, wanted);

/** The first known issue that covers a cell on an image with these facts, expired ones left out. */
export const knownIssueFor = (
	issues: readonly KnownIssue[],
	cell: Coordinates,
	facts: ImageFacts,
	today: string,
): KnownIssue | undefined =>
	issues.find(
		({match, expires}) =>
			expires > today &&
			nameMatches(match.image, cell.image) &&
			nameMatches(match.runtime, cell.runtime) &&
			nameMatches(match.lock, cell.lock) &&
			nameMatches(match.method, methodFor(cell.lock, facts) ?? '') &&
			nameMatches(match.scenario, cell.scenario) &&
			versionMatches(match.criu, facts.criu.version) &&
			versionMatches(match.kernel, facts.kernel) &&
			nameMatches(match.defaultLock, facts.criu.defaultLock ?? '') &&
			(match.without ?? []).every(tool => facts.tools[tool] === false),
	);

export const refer = ({id, bug, reason, expires}: KnownIssue): KnownIssueRef => ({id, bug, reason, expires});
