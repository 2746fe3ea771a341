// What git says about a source tree. A build has neither the `.git` folder nor a network, so netlock asks git before
// it, and submodules must be checked out.
import {existsSync, readdirSync, realpathSync} from 'node:fs';
import {join, relative} from 'node:path';
import {UsageError} from '../model/usage-error.ts';
import {shortMessageOf} from '../support/errors.ts';
import {readRegularFile} from '../support/regular-file.ts';
import {git} from './git.ts';

/** `description`: from `git describe`, such as `1.21-3-g5a3b9e1`. Absent when no tag is in reach. */
export type Commit = {hash?: string; description?: string};

/**
 * Undefined when git is missing or fails. The tree is not trusted: git's configuration in it can name programs to run.
 */
const ask = async (tree: string, ...words: string[]): Promise<string | undefined> => {
	const harmless = ['-c', 'safe.directory=*', '-c', 'core.fsmonitor=false'];
	try {
		return (await git(...harmless, '-C', tree, ...words)) || undefined;
	} catch {
		return undefined;
	}
};

export const describeCommit = async (repository: string, commit: string): Promise<Commit> => {
	const hash = await ask(repository, 'rev-parse', '--verify', `${commit}^{commit}`);
	const description = await ask(repository, 'describe', '--tags', '--abbrev=9', commit);
	return {...(hash !== undefined && {hash}), ...(description !== undefined && {description})};
};

/**
 * The commit that is checked out in a tree. Empty when the tree is no checkout, also when it lies inside another
 * checkout.
 */
export const commitOf = async (tree: string): Promise<Commit> =>
	existsSync(join(tree, '.git')) ? describeCommit(tree, 'HEAD') : {};

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).every(name => name === '.git');

/** Git takes no other path of a submodule. Links and `..` could lead in a circle, which would be followed for ever. */
const leadsDown = (from: string, to: string): boolean =>
	realpathSync(to) === join(realpathSync(from), relative(from, to)) && !/^(?:\.\.|$)/.test(relative(from, to));

const readList = (file: string): string => {
	try {
		return readRegularFile(file).toString();
	} catch (error) {
		throw new UsageError(`the submodules cannot be read: ${shortMessageOf(error)}`);
	}
};

/** @throws UsageError that names the submodule that is not checked out, or is none */
export const requireSubmodules = (tree: string, within = ''): void => {
	const list = join(tree, within, '.gitmodules');
	if (!existsSync(list)) return;
	// Blanks only, and not line ends: those would be tried again from every line.
	const paths = readList(list).matchAll(/^[ \t]*path[ \t]*=[ \t]*(\S.*)$/gm);
	for (const [, path = ''] of paths) {
		const inner = join(within, path.trimEnd());
		if (isEmpty(join(tree, inner))) {
			throw new UsageError(
				`the submodule ${inner} of ${tree} is empty`,
				'Builds have no network: run `git submodule update --init --recursive` there first. An archive by `git archive` has none of them.',
			);
		}
		if (!leadsDown(join(tree, within), join(tree, inner))) {
			throw new UsageError(`${list}: ${path.trimEnd()} is no path of a submodule`);
		}
		requireSubmodules(tree, inner);
	}
};
