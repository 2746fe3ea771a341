// Known issues: what is expected to fail, where, why, and until when. Read from scenarios/known-issues.yaml.

import picomatch from 'picomatch';
import {z} from 'zod';
import type {Coordinates} from '../model/axes.ts';
import type {ImageFacts} from '../model/facts.ts';
import type {KnownIssue} from '../model/known-issue.ts';
import {knownIssue} from '../model/known-issue.ts';
import {methodFor} from '../model/method.ts';
import {readYaml} from '../model/read-yaml.ts';
import {satisfies} from '../model/versions.ts';

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
