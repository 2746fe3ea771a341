// Takes a commit out of a repository, with its submodules at the commits that it names. The repository itself is only read, and
// nothing is fetched.
import {existsSync} from 'node:fs';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {BuildError} from './errors.ts';
import {execute, git} from './git.ts';

/** A part of the commit is not in the repository. */
class CommitUnavailable extends BuildError {
	override name = 'CommitUnavailable';
}

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

/**
 * Writes the files of a commit into a folder, with those of its submodules. Every file has the time of the commit, so no source
 * looks newer than a file that was generated from it. `repository`: git's own folder.
 * @throws CommitUnavailable; what git says
 */
export const takeOut = async (repository: string, commit: string, folder: string): Promise<void> => {
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
			throw new CommitUnavailable(
				`its submodule ${path} is not there: run \`git submodule update --init --recursive\`, then \`git submodule absorbgitdirs\``,
			);
		}
		await git('--git-dir', inner, 'cat-file', '-e', `${at}^{commit}`).catch(() => {
			throw new CommitUnavailable(
				`its submodule ${path} has no commit ${at.slice(0, 12)}: run \`git -C ${path} fetch --all\`, or \`git submodule update --init --recursive\` at that commit`,
			);
		});
		await takeOut(inner, at, join(folder, path));
	}
};
