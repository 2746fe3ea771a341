// The builds to search, as commits. Each commit is checked out only when the search needs it, with its submodules at
// the commits that it names. The repository itself is only read, and nothing is fetched.
import {join} from 'node:path';
import {describeCommit} from '../builds/commit.ts';
import {git, said} from '../builds/git.ts';
import {requireFolder} from '../builds/source-tree.ts';
import {takeOut} from '../builds/take-out.ts';
import {UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import type {BisectedProject, Candidate} from './builds.ts';
import {BuildUnusable} from './rounds.ts';

/** @throws UsageError */
const parseRange = (option: string, range: string): [string, string] => {
	const [good = '', bad, ...more] = range.split('..');
	// Three dots mean another kind of range in git. A name that begins with a dash would be an option.
	if (bad === undefined || more.length > 0 || !/^[^-]/.test(good) || /^[-.]/.test(bad)) {
		throw new UsageError(`${option}: "${range}" is no range`, 'Valid: GOOD..BAD, or GOOD.. up to what is checked out');
	}
	return [good, bad || 'HEAD'];
};

/**
 * Gives GOOD, then every commit up to BAD along first parents, so a merge counts as one commit.
 * `scratch`: a folder for the checkouts, which the caller removes.
 * @throws UsageError
 */
export const commitsOf = async (
	of: BisectedProject,
	[tree, range]: readonly [string, string],
	scratch: string,
): Promise<Candidate[]> => {
	const option = `--git ${tree} ${range}`;
	if (of !== 'criu' && !runtimes[of].compilable)
		throw new UsageError(`${option}: ${of} is not compiled`, 'Give binaries: --builds, --build');
	const [good, bad] = parseRange(option, range);
	requireFolder('--git', tree);
	const log = async (...what: string[]): Promise<string[]> => {
		const format = '--format=%H%x00%h%x00%T%x00%s';
		const words = ['-c', 'log.showSignature=false', 'log', '--reverse', '--first-parent', format, ...what, '--'];
		return (await git('-C', tree, ...words)).split('\n').filter(line => line !== '');
	};
	let repository: string;
	let lines: string[];
	try {
		repository = await git('-C', tree, 'rev-parse', '--absolute-git-dir');
		lines = [...(await log('--max-count=1', good)), ...(await log(`${good}..${bad}`))];
	} catch (error) {
		throw new UsageError(`${option}: ${said(error)}`);
	}
	const isBefore = await git('-C', tree, 'merge-base', '--is-ancestor', good, bad).then(
		() => true,
		() => false,
	);
	if (!isBefore) throw new UsageError(`${option}: ${good} is no ancestor of ${bad}`, 'Give the older one first');
	return lines.map(line => {
		const [commit = '', short = '', content = '', subject = ''] = line.split('\0');
		let taken: Promise<void> | undefined;
		return {
			name: `${short} ${subject}`,
			label: short,
			digest: `${of} commit ${content}`,
			part: async () => {
				const folder = join(scratch, commit);
				taken ??= takeOut(repository, commit, folder);
				await taken.catch((error: unknown) => {
					throw new BuildUnusable(said(error));
				});
				return {source: 'tree', tree: folder, commit: await describeCommit(tree, commit)};
			},
		};
	});
};
