// Known issues: which cells are expected to fail, why, and until when. Read from scenarios/known-issues.yaml.

import picomatch from 'picomatch';
import {z} from 'zod';
import {type Coordinates, runtimeNames} from '../model/axes.ts';
import type {Behaviour} from '../model/behaviours.ts';
import type {ImageFacts} from '../model/facts.ts';
import {type FactsMatch, type KnownIssue, knownIssue} from '../model/known-issue.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import {methodFor} from '../model/method.ts';
import {readYaml} from '../model/read-yaml.ts';
import {satisfies} from '../model/versions.ts';

const haveOwnIds = (issues: readonly KnownIssue[]): boolean => new Set(issues.map(({id}) => id)).size === issues.length;

/** known-issues.yaml */
export const knownIssuesFile = z.array(knownIssue).refine(haveOwnIds, 'two entries have the same id');

/** @throws FileInvalid */
export const readKnownIssues = (file: string): Promise<KnownIssue[]> =>
	readYaml(file, knownIssuesFile, 'Its format is described in docs/reading-a-verdict.md');

const nameMatches = (wanted: string[] | undefined, name: string): boolean =>
	wanted === undefined || wanted.some(glob => picomatch.isMatch(name, glob));

const versionMatches = (wanted: string | undefined, version: string): boolean =>
	wanted === undefined || satisfies(version, wanted);

const factsMatch = (match: FactsMatch, facts: ImageFacts): boolean =>
	versionMatches(match.criu, facts.criu.version) &&
	versionMatches(match.libcriu, libcriuVersion(facts)) &&
	versionMatches(match.kernel, facts.kernel) &&
	runtimeNames.every(name => versionMatches(match[name], facts.runtimes[name]?.version ?? '')) &&
	Object.entries(match.packages ?? {}).every(([name, range]) => satisfies(facts.packages[name] ?? '', range)) &&
	(match.cannot ?? []).every(probe => facts.criu.can?.[probe] === false) &&
	nameMatches(match.defaultLock, facts.criu.defaultLock ?? '') &&
	(match.with ?? []).every(tool => facts.tools[tool] === true) &&
	(match.without ?? []).every(tool => facts.tools[tool] === false);

/** A cell with its facts and the behaviours of its scenario. */
export type Covered = {
	cell: Coordinates;
	facts: ImageFacts;
	has?: readonly Behaviour[] | undefined;
	/** Facts of the image in which it restores. */
	destination?: ImageFacts | undefined;
};

/** The known issues that cover a cell, in the order of the file. Expired ones are left out. */
export const knownIssuesFor = (
	issues: readonly KnownIssue[],
	{cell, facts, has = [], destination}: Covered,
	today: string,
): KnownIssue[] =>
	issues.filter(
		({match, expires}) =>
			expires > today &&
			nameMatches(match.image, cell.image) &&
			nameMatches(match.runtime, cell.runtime) &&
			nameMatches(match.lock, cell.lock) &&
			nameMatches(match.method, methodFor(cell.lock, facts) ?? '') &&
			nameMatches(match.scenario, cell.scenario) &&
			(match.has ?? []).every(each => has.includes(each)) &&
			factsMatch(match, facts) &&
			(match.destination === undefined || (destination !== undefined && factsMatch(match.destination, destination))),
	);
