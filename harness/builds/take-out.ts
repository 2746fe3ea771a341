// Takes a commit out of a repository, with its submodules at the commits that it names. The repository itself is only read, nothing
// is fetched, and no program that its configuration names is run.
import {existsSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {dir} from 'tmp-promise';
import {BuildError} from './errors.ts';
import {execute, git} from './git.ts';

/** A part of the commit is not in the repository. */
class CommitUnavailable extends BuildError {
	override name = 'CommitUnavailable';
}

/** A new repository with the objects of another, and without its configuration: that may name programs, for filters and for fetching. */
const borrow = async (repository: string, folder: string): Promise<string> => {
	await git('init', '--quiet', '--bare', folder);
	const objects = await git('--git-dir', repository, 'rev-parse', '--git-path', 'objects');
	await writeFile(join(folder, 'objects/info/alternates'), `${objects}\n`);
	return folder;
};

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

/** Of a commit: which submodule is at which path, and at which commit. */
const linksIn = async (repository: string, commit: string): Promise<{at: string; path: string}[]> =>
	(await git('--git-dir', repository, 'ls-tree', '-r', commit)).split('\n').flatMap(line => {
		const [, at, path] = /^160000 commit ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
		return at === undefined || path === undefined ? [] : [{at, path}];
	});

/**
 * Writes the files of a commit into a folder, with those of its submodules. Every file has the time of the commit, so no source
 * looks newer than a file that was generated from it. `repository`: git's own folder.
 * @throws CommitUnavailable; what git says
 */
export const takeOut = async (repository: string, commit: string, folder: string): Promise<void> => {
	await mkdir(folder, {recursive: true});
	const {path: scratch, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-take-out-'});
	try {
		const borrowed = await borrow(repository, join(scratch, 'repository'));
		const archive = join(scratch, 'tree.tar');
		await git('--git-dir', borrowed, 'archive', '--format=tar', '--output', archive, commit);
		await execute('tar', ['-xf', archive, '-C', folder]);
		const links = await linksIn(borrowed, commit);
		if (links.length === 0) return;
		const names = await submodulesOf(borrowed, commit);
		for (const [index, {at, path}] of links.entries()) {
			const inner = join(repository, 'modules', names.get(path) ?? path);
			if (!existsSync(inner)) {
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
	} finally {
		await cleanup();
	}
};
