// What `netlock compare` is given: two runs, or a build of each, `RUN:BUILD`; without a run, of the latest.
import {existsSync} from 'node:fs';
import type {Results} from '../model/results.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {oneBuild} from '../results/one-build.ts';
import {readResultsAt} from '../results/read.ts';
import {findRun} from './find-run.ts';

type Named = {results: Results; build?: string};

/** A path with a colon is a path. @throws UsageError */
const readNamed = async (word: string, find: typeof findRun): Promise<Named> => {
	const at = word.lastIndexOf(':');
	if (at === -1 || existsSync(word)) return {results: await readResultsAt(find(word))};
	const results = await readResultsAt(find(word.slice(0, at) || undefined));
	const build = word.slice(at + 1);
	const builds = results.builds.map(({id}) => id);
	if (!builds.includes(build)) throw notAmong(word, build, builds);
	return {results, build};
};

/** The build that stands opposite a named one: the only one there is. @throws UsageError where there are several */
const opposite = (word: string, {results: {builds}, build}: Named): string => {
	const [only, ...others] = builds.map(({id}) => id);
	if (build !== undefined) return build;
	if (only !== undefined && others.length === 0) return only;
	const names = builds.map(({id}) => `${word}:${id}`);
	throw new UsageError(`${word}: which build is to be compared?`, `Valid: ${names.join(', ')}`);
};

export type Compared = {before: Results; after: Results; columns: [string, string][]};

/** @throws UsageError when a run or build is not there, or one side names a build and the other has several */
export const comparedRuns = async (a: string, b: string, find: typeof findRun = findRun): Promise<Compared> => {
	const [before, after] = [await readNamed(a, find), await readNamed(b, find)];
	if (before.build === undefined && after.build === undefined) {
		return {before: before.results, after: after.results, columns: []};
	}
	const [from, to] = [opposite(a, before), opposite(b, after)];
	return {before: oneBuild(before.results, from), after: oneBuild(after.results, to), columns: [[from, to]]};
};
