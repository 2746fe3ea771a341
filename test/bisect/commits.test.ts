// Commits as builds: which commits they are, and that the extracted files are those of the commit.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {commitsOf} from '../../harness/bisect/commits.ts';
import {BuildUnusable} from '../../harness/bisect/rounds.ts';
import {digestTree} from '../../harness/builds/source-tree.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {type Git, gitIn} from '../fixtures/git.ts';

type Repository = {folder: string; git: Git; commit: (subject: string) => Promise<void>};

const repositoryIn = async (folder: string): Promise<Repository> => {
	await mkdir(folder, {recursive: true});
	const git = gitIn(folder);
	git('init', '--quiet', '--initial-branch=main');
	const commit = async (subject: string): Promise<void> => {
		await writeFile(join(folder, 'file'), subject);
		git('add', '--all');
		git('commit', '--quiet', '--message', subject);
	};
	return {folder, git, commit};
};

const bisectedProjects = async (tree: string, range: string): Promise<string[]> =>
	(await commitsOf('crun', [tree, range], 'unused')).map(({name}) => name.replace(/^[0-9a-f]{7,} /, ''));

const scratchOf = (t: ExecutionContext): Promise<string> => folderWith(t, {});

/** The folder with the extracted files. */
const takenOut = async ({part}: {part: () => Promise<unknown>}): Promise<string> =>
	((await part()) as {tree: string}).tree;

test('from the good commit itself to the bad one, along first parents', async t => {
	const {folder, git, commit} = await repositoryIn(await scratchOf(t));
	for (const subject of ['one', 'two', 'three']) await commit(subject);
	git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
	git('commit', '--quiet', '--allow-empty', '--message', 'beside');
	git('checkout', '--quiet', 'main');
	git('merge', '--quiet', '--no-ff', '--message', 'merge it', 'side');
	await commit('four');
	t.deepEqual(await bisectedProjects(folder, 'main~3..main'), ['two', 'three', 'merge it', 'four']);
	t.deepEqual(await bisectedProjects(folder, 'main~1..'), ['merge it', 'four']);
	git('tag', 'v1', 'main~2');
	t.deepEqual(await bisectedProjects(folder, 'v1..main'), ['three', 'merge it', 'four']);
});

test('each build has the files of its commit, with the time of the commit, whatever is in the folder now', async t => {
	const {folder, commit} = await repositoryIn(await scratchOf(t));
	for (const subject of ['one', 'two', 'three']) await commit(subject);
	await writeFile(join(folder, 'file'), 'not committed');
	const candidates = await commitsOf('crun', [folder, 'HEAD~2..HEAD'], await scratchOf(t));
	const trees = await Promise.all(candidates.map(takenOut));
	t.deepEqual(
		trees.map(tree => readFileSync(join(tree, 'file'), 'utf8')),
		['one', 'two', 'three'],
	);
	const [first = ''] = trees;
	t.false(existsSync(join(first, '.git')));
	const seconds = Number(gitIn(folder)('log', '-1', '--format=%ct', 'HEAD~2'));
	t.is(Math.floor(statSync(join(first, 'file')).mtimeMs / 1000), seconds);
	t.is(readFileSync(join(folder, 'file'), 'utf8'), 'not committed');
	t.is(gitIn(folder)('worktree', 'list').split('\n').length, 1);
});

test('commits with the same content are one build', async t => {
	const {folder, git, commit} = await repositoryIn(await scratchOf(t));
	await commit('one');
	git('commit', '--quiet', '--allow-empty', '--message', 'nothing');
	await commit('two');
	const [one, nothing, two] = await commitsOf('crun', [folder, 'HEAD~2..HEAD'], 'unused');
	t.is(one?.digest, nothing?.digest);
	t.not(one?.digest, two?.digest);
});

test('submodules are taken at the commits that are named, also nested ones', async t => {
	const home = await scratchOf(t);
	const [inner, middle, outer] = [
		await repositoryIn(join(home, 'inner')),
		await repositoryIn(join(home, 'middle')),
		await repositoryIn(join(home, 'outer')),
	];
	await inner.commit('inner one');
	middle.git('submodule', '--quiet', 'add', inner.folder, 'deep/inner');
	await middle.commit('middle one');
	outer.git('submodule', '--quiet', 'add', '--name', 'the middle', middle.folder, 'libs/middle');
	outer.git('submodule', '--quiet', 'update', '--init', '--recursive');
	await outer.commit('outer one');
	await middle.commit('middle two');
	gitIn(join(outer.folder, 'libs/middle'))('pull', '--quiet', 'origin', 'main');
	await outer.commit('outer two');

	const candidates = await commitsOf('crun', [outer.folder, 'HEAD~1..HEAD'], await scratchOf(t));
	const trees = await Promise.all(candidates.map(takenOut));
	const read = (path: string): string[] => trees.map(tree => readFileSync(join(tree, path), 'utf8'));
	t.deepEqual(read('file'), ['outer one', 'outer two']);
	t.deepEqual(read('libs/middle/file'), ['middle one', 'middle two']);
	t.deepEqual(read('libs/middle/deep/inner/file'), ['inner one', 'inner one']);
	t.not(await digestTree(trees[0] ?? ''), await digestTree(trees[1] ?? ''));

	// As in a shallow clone: the repository is there, but the commit is not.
	await rm(join(outer.folder, '.git/modules/the middle/objects'), {recursive: true});
	await mkdir(join(outer.folder, '.git/modules/the middle/objects'));
	const [shallow] = await commitsOf('crun', [outer.folder, 'HEAD~1..HEAD'], await scratchOf(t));
	const lacking = await t.throwsAsync(async () => shallow && takenOut(shallow), {instanceOf: BuildUnusable});
	t.regex(lacking.message, /submodule libs\/middle has no commit [0-9a-f]{12}: run `git -C libs\/middle fetch --all`/);

	await rm(join(outer.folder, '.git/modules'), {recursive: true});
	const [again] = await commitsOf('crun', [outer.folder, 'HEAD~1..HEAD'], await scratchOf(t));
	const error = await t.throwsAsync(async () => again && takenOut(again), {instanceOf: BuildUnusable});
	t.regex(error.message, /submodule libs\/middle is not there: run `git submodule update --init --recursive`/);
});

test('a value that is no range of that repository is refused', async t => {
	const {folder, git, commit} = await repositoryIn(await scratchOf(t));
	for (const subject of ['one', 'two']) await commit(subject);
	git('branch', 'other', 'HEAD~1');
	const refused = async (tree: string, range: string, message: RegExp) =>
		t.regex(
			(await t.throwsAsync(commitsOf('crun', [tree, range], 'unused'), {instanceOf: UsageError})).message,
			message,
		);
	await refused(folder, 'main', /: "main" is no range\nValid: GOOD\.\.BAD/);
	await refused(folder, '..main', /is no range/);
	await refused(folder, 'a...main', /is no range/);
	await refused(folder, '--output=x..main', /is no range/);
	await refused(folder, 'main..--output=x', /is no range/);
	await refused(folder, 'v0..main', /v0/);
	await refused(folder, 'main..other', /main is no ancestor of other\nGive the older one first/);
	await refused(await scratchOf(t), 'a..b', /not a git repository/);
	await refused(join(folder, 'nowhere'), 'a..b', /ENOENT/);
});
