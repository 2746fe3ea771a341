// Writes a commit of a repository to a folder, with its submodules at the commits that it names. The repository itself
// is only read, nothing is fetched, and no program that its configuration names is run.
import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {dir} from 'tmp-promise';
import {thenCleanUp} from '../support/clean-up.ts';
import {BuildError} from './errors.ts';
import {execute, plainGit as git} from './git.ts';

/** The repository lacks an object of the commit. */
class CommitUnavailable extends BuildError {
	override name = 'CommitUnavailable';
}

/**
 * Makes a new repository that shares the objects of another one. It has none of its configuration, which may name
 * programs to run as filters or for fetching.
 */
const borrow = async (repository: string, folder: string): Promise<string> => {
	await git('init', '--quiet', '--bare', folder);
	const objects = await git('--git-dir', repository, 'rev-parse', '--git-path', 'objects');
	await writeFile(join(folder, 'objects/info/alternates'), `${objects}\n`);
	return folder;
};

/** Path → name of each submodule. The name is that of its repository below `.git/modules`. */
const submodulesOf = async (repository: string, commit: string): Promise<Map<string, string>> => {
	const list = ['config', '--null', '--blob', `${commit}:.gitmodules`];
	const paths = await git('--git-dir', repository, ...list, '--get-regexp', String.raw`^submodule\..*\.path$`);
	return new Map(
		paths.split('\0').map(each => {
			const [key = '', path = ''] = each.split('\n');
			return [path, key.slice('submodule.'.length, -'.path'.length)];
		}),
	);
};

/** The submodules of a commit: path and commit of each. */
const linksIn = async (repository: string, commit: string): Promise<{at: string; path: string}[]> =>
	(await git('--git-dir', repository, 'ls-tree', '-r', '-z', commit)).split('\0').flatMap(entry => {
		const [, at, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
		return at === undefined || path === undefined ? [] : [{at, path}];
	});

/** A partial clone has the commit without its files, which git would fetch from where it was cloned. */
const archiveOf = async (repository: string, borrowed: string, commit: string, file: string): Promise<void> => {
	try {
		await git('--git-dir', borrowed, 'archive', '--format=tar', '--output', file, commit);
	} catch (error) {
		const partial = ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`];
		await git('--git-dir', repository, ...partial).catch(() => {
			throw error;
		});
		throw new CommitUnavailable('a partial clone lacks some of its files: run `git fetch --refetch --no-filter` there');
	}
};

/** The repository of a submodule. A worktree has its own, or uses that of the first one. */
const submoduleIn = async (repository: string, name: string): Promise<string | undefined> => {
	const common = await git('--git-dir', repository, 'rev-parse', '--path-format=absolute', '--git-common-dir');
	return [repository, common].map(folder => join(folder, 'modules', name)).find(existsSync);
};

/**
 * Writes the files of a commit into a folder, with those of its submodules. Every file gets the time of the commit, so
 * make sees no source as newer than a file that was generated from it. `repository`: its `.git` folder.
 * @throws CommitUnavailable, or git's error
 */
export const takeOut = async (repository: string, commit: string, folder: string): Promise<void> => {
	await mkdir(folder, {recursive: true});
	const {path: scratch, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-take-out-'});
	const takeOutAll = async (): Promise<void> => {
		const borrowed = await borrow(repository, join(scratch, 'repository'));
		const archive = join(scratch, 'tree.tar');
		await archiveOf(repository, borrowed, commit, archive);
		await execute('tar', ['-xf', archive, '-C', folder]);
		const links = await linksIn(borrowed, commit);
		if (links.length === 0) return;
		const names = await submodulesOf(borrowed, commit);
		for (const [index, {at, path}] of links.entries()) {
			const inner = await submoduleIn(repository, names.get(path) ?? path);
			if (inner === undefined) {
				throw new CommitUnavailable(
					`its submodule ${path} is not there: run \`git submodule update --init --recursive\`, then \`git submodule absorbgitdirs\``,
				);
			}
			const own = await borrow(inner, join(scratch, `submodule-${index}`));
			await git('--git-dir', own, 'cat-file', '-e', `${at}^{commit}`).catch(() => {
				throw new CommitUnavailable(
					`its submodule ${path} has no commit ${at.slice(0, 12)}: run \`git -C ${path} fetch --all\`, or \`git submodule update --init --recursive\` at that commit`,
				);
			});
			await takeOut(inner, at, join(folder, path));
		}
	};
	await thenCleanUp(takeOutAll, cleanup);
};
