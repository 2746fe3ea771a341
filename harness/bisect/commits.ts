// The builds to search, as commits: each is taken out of the repository when it is asked for, with its submodules at the commits
// that it names. The repository itself is only read, and nothing is fetched.
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {describeCommit} from '../builds/commit.ts';
import {requireFolder} from '../builds/source-tree.ts';
import {UsageError} from '../model/usage-error.ts';
import {runtimes} from '../runtimes/runtime.ts';
import type {BisectedProject, Candidate} from './builds.ts';
import {BuildUnusable} from './rounds.ts';

const execute = promisify(execFile);

/** What git, or tar, has to say about it. */
const said = (error: unknown): string => {
	const {stderr = '', message, code} = error as Error & {stderr?: string; code?: unknown};
	if (code === 'ENOENT') return 'git is not installed';
	return stderr.replace(/^(?:fatal|error): /, '').trim() || message;
};

const git = async (...words: string[]): Promise<string> =>
	(await execute('git', words, {maxBuffer: 2 ** 28})).stdout.trimEnd();

/** Path → name of each submodule, which is what its repository is called within that of the whole. */
const submodulesOf = async (repository: string, commit: string): Promise<Map<string, string>> => {
	const list = ['config', '--blob', `${commit}:.gitmodules`, '--get-regexp', String.raw`^submodule\..*\.path$`];
	const lines = (await git('--git-dir', repository, ...list)).split('\n');
	return new Map(
		lines.flatMap(line => {
			const [, name, path] = /^submodule\.(.*)\.path (.*)$/.exec(line) ?? [];
			return name === undefined || path === undefined ? [] : [[path, name] as const];
		}),
	);
};

/** Every file has the time of the commit: nothing looks newer than what was made of it. */
const takeOut = async (repository: string, commit: string, folder: string): Promise<void> => {
	await mkdir(folder, {recursive: true});
	const archive = `${folder}.tar`;
	await git('--git-dir', repository, 'archive', '--format=tar', '--output', archive, commit);
	await execute('tar', ['-xf', archive, '-C', folder]);
	const links = (await git('--git-dir', repository, 'ls-tree', '-r', commit)).split('\n').flatMap(line => {
		const [, at, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
		return at === undefined || path === undefined ? [] : [{at, path}];
	});
	if (links.length === 0) return;
	const names = await submodulesOf(repository, commit);
	for (const {at, path} of links) {
		const inner = join(repository, 'modules', names.get(path) ?? path);
		if (!existsSync(inner)) {
			throw new BuildUnusable(
				`its submodule ${path} is not there: run \`git submodule update --init --recursive\`, then \`git submodule absorbgitdirs\``,
			);
		}
		await git('--git-dir', inner, 'cat-file', '-e', `${at}^{commit}`).catch(() => {
			throw new BuildUnusable(
				`its submodule ${path} has no commit ${at.slice(0, 12)}: run \`git -C ${path} fetch --all\`, or \`git submodule update --init --recursive\` at that commit`,
			);
		});
		await takeOut(inner, at, join(folder, path));
	}
};

/** @throws UsageError */
const parseRange = (option: string, range: string): [string, string] => {
	const [good = '', bad, ...more] = range.split('..');
	// With three dots it is another kind of range; what begins with a dash would be an option.
	if (bad === undefined || more.length > 0 || !/^[^-]/.test(good) || /^[-.]/.test(bad)) {
		throw new UsageError(`${option}: "${range}" is no range`, 'Valid: GOOD..BAD, or GOOD.. up to what is checked out');
	}
	return [good, bad || 'HEAD'];
};

/**
 * GOOD itself, then all up to BAD, along first parents: merges as a whole. `scratch`: a folder for what is taken out; it is the
 * caller's to remove.
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
					throw error instanceof BuildUnusable ? error : new BuildUnusable(said(error));
				});
				return {source: 'tree', tree: folder, commit: await describeCommit(tree, commit)};
			},
		};
	});
};
