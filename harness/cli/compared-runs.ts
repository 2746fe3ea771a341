// Reads the arguments of `netlock compare`: two runs, or a build of each, `RUN:BUILD`. `:BUILD` is a build of the
// latest run.
import {existsSync} from 'node:fs';
import type {Results} from '../model/results.ts';
import {notAmong, UsageError} from '../model/usage-error.ts';
import {oneBuild} from '../results/one-build.ts';
import {readResultsAt} from '../results/read.ts';
import {findRun} from './find-run.ts';

type Named = {results: Results; build?: string};

/** A path that exists is a path, even with a colon. @throws UsageError */
const readNamed = async (word: string, find: typeof findRun): Promise<Named> => {
	const at = word.lastIndexOf(':');
	if (at === -1 || existsSync(word)) return {results: await readResultsAt(find(word))};
	const results = await readResultsAt(find(word.slice(0, at) || undefined));
	const build = word.slice(at + 1);
	const builds = results.builds.map(({id}) => id);
	if (!builds.includes(build)) throw notAmong(word, build, builds);
	return {results, build};
};

/** The build to compare with a named one: the only build of the other run. @throws UsageError when it has several */
const opposite = (word: string, {results: {builds}, build}: Named): string => {
	const [only, ...others] = builds.map(({id}) => id);
	if (build !== undefined) return build;
	if (only !== undefined && others.length === 0) return only;
	const names = builds.map(({id}) => `${word}:${id}`);
	throw new UsageError(`${word}: which build is to be compared?`, `Valid: ${names.join(', ')}`);
};

export type Compared = {before: Results; after: Results; columns: [string, string][]};

/**
 * @throws UsageError when a run or build does not exist, or when one argument names a build and the other run has
 * several
 */
export const comparedRuns = async (a: string, b: string, find: typeof findRun = findRun): Promise<Compared> => {
	const [before, after] = [await readNamed(a, find), await readNamed(b, find)];
	if (before.build === undefined && after.build === undefined) {
		return {before: before.results, after: after.results, columns: []};
	}
	const [from, to] = [opposite(a, before), opposite(b, after)];
	return {before: oneBuild(before.results, from), after: oneBuild(after.results, to), columns: [[from, to]]};
};
