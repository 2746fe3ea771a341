// Turns the options of a bisection into the builds to search, oldest first, and the part that all builds share.
import {resolve} from 'node:path';
import {parseCriu, parseRuntime} from '../builds/request.ts';
import {UsageError} from '../model/usage-error.ts';
import {type BisectedProject, buildsIn, buildsNamed, type Candidate} from './builds.ts';
import {commitsOf} from './commits.ts';
import type {BisectedBuilds} from './run-builds.ts';

/** The options, as the command line gives them. */
export type Request = {
	of: BisectedProject;
	builds?: string;
	build?: readonly string[];
	git?: readonly string[];
	runtime?: string;
	criu?: string;
};

/** @throws UsageError when an option gives one value to the part that is searched */
const parseShared = ({of, runtime, criu}: Request): Pick<BisectedBuilds, 'runtime' | 'criu'> => {
	const [option, value] = of === 'criu' ? ['--criu', criu] : ['--runtime', runtime];
	if (value !== undefined) {
		throw new UsageError(`${option} ${value}: the builds are of ${of}`, 'Name them by --builds, --build or --git');
	}
	return {runtime: parseRuntime(runtime ?? 'crun'), criu: parseCriu(criu ?? 'package')};
};

const candidatesOf = async (
	{of, builds, build, git}: Request,
	scratch: string,
	note: (text: string) => void,
): Promise<Candidate[]> => {
	const ways = [builds, build, git].filter(each => each !== undefined).length;
	if (ways !== 1) {
		const problem = ways === 0 ? 'no builds' : 'builds of two kinds';
		throw new UsageError(`bisect: ${problem}`, 'Valid: one of --builds, --build, --git');
	}
	if (builds !== undefined) {
		const {candidates, leftOut} = await buildsIn(of, resolve(builds));
		if (leftOut.length > 0) note(`left out of ${builds}, as they are no builds of ${of}: ${leftOut.join(', ')}`);
		return candidates;
	}
	if (build !== undefined) return buildsNamed(of, build);
	const [tree, range, ...more] = git ?? [];
	if (tree === undefined || range === undefined || more.length > 0) {
		throw new UsageError(`--git ${git?.join(' ')}: not a tree and a range`, 'Valid: --git TREE GOOD..BAD');
	}
	return commitsOf(of, [tree, range], scratch);
};

/**
 * `scratch`: a folder for checkouts of commits. `note`: is called with a line about what is left out. @throws
 * UsageError
 */
export const buildsToBisect = async (
	request: Request,
	scratch: string,
	note: (text: string) => void,
): Promise<BisectedBuilds> => {
	const shared = parseShared(request);
	const candidates = await candidatesOf(request, scratch, note);
	const [first, last] = [candidates[0], candidates.at(-1)];
	note(`${candidates.length} builds of ${request.of}, oldest first: ${first?.name} … ${last?.name}`);
	return {of: request.of, candidates, ...shared};
};
