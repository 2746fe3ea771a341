// A commit as files: all its files, no others, and without the programs that a repository names.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {takeOut} from '../../harness/builds/take-out.ts';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';

/** A repository whose only commit has these files. */
const repositoryWith = async (t: ExecutionContext, files: Record<string, string>): Promise<string> => {
	const folder = await folderWith(t, files);
	const git = gitIn(folder);
	git('init', '--quiet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'one');
	return folder;
};

test('a filter that the configuration of a repository names does not run', async t => {
	const folder = await repositoryWith(t, {a: 'as it is\n', '.gitattributes': 'a filter=theirs\n'});
	const git = gitIn(folder);
	git('config', 'filter.theirs.smudge', `touch ${join(folder, 'ran')}; cat`);
	const tree = join(await folderWith(t, {}), 'tree');
	await takeOut(join(folder, '.git'), git('rev-parse', 'HEAD'), tree);
	t.is(readFileSync(join(tree, 'a'), 'utf8'), 'as it is\n');
	t.false(existsSync(join(folder, 'ran')));
});

test('the folder has the files of the commit and of its submodules only, also from a worktree', async t => {
	const inner = await repositoryWith(t, {b: 'inside\n'});
	const folder = await folderWith(t, {a: 'outside\n'});
	const git = gitIn(folder);
	git('init', '--quiet');
	git('submodule', '--quiet', 'add', inner, 'lib');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'outer');
	const scratch = await folderWith(t, {});
	await takeOut(join(folder, '.git'), git('rev-parse', 'HEAD'), join(scratch, 'tree'));
	t.deepEqual(readdirSync(join(scratch, 'tree')).sort(), ['.gitmodules', 'a', 'lib']);
	t.deepEqual(readdirSync(join(scratch, 'tree/lib')), ['b']);
	t.deepEqual(readdirSync(scratch), ['tree']);
	gitIn(inner)('worktree', 'add', '--quiet', join(scratch, 'other'));
	const hash = gitIn(inner)('rev-parse', 'HEAD');
	await takeOut(gitIn(join(scratch, 'other'))('rev-parse', '--absolute-git-dir'), hash, join(scratch, 'worktree'));
	t.deepEqual(readdirSync(join(scratch, 'worktree')), ['b']);
});

test('a worktree has the submodules of the clone that it was added to', async t => {
	const inner = await repositoryWith(t, {b: 'inside\n'});
	const git = gitIn(await folderWith(t, {}));
	git('init', '--quiet');
	git('submodule', '--quiet', 'add', inner, 'lib');
	git('commit', '--quiet', '--message', 'outer');
	const scratch = await folderWith(t, {});
	git('worktree', 'add', '--quiet', join(scratch, 'other'));
	const hash = git('rev-parse', 'HEAD');
	await takeOut(gitIn(join(scratch, 'other'))('rev-parse', '--absolute-git-dir'), hash, join(scratch, 'tree'));
	t.deepEqual(readdirSync(join(scratch, 'tree/lib')), ['b']);
});

test('a partial clone that lacks files of the commit is called so', async t => {
	const whole = await repositoryWith(t, {a: 'one\n'});
	gitIn(whole)('config', 'uploadpack.allowFilter', 'true');
	const scratch = await folderWith(t, {});
	const git = gitIn(scratch);
	git('clone', '--quiet', '--filter=blob:none', '--no-checkout', `file://${whole}`, 'partial');
	const gitDir = join(scratch, 'partial/.git');
	const hash = gitIn(whole)('rev-parse', 'HEAD');
	await t.throwsAsync(takeOut(gitDir, hash, join(scratch, 'tree')), {
		message: /^a partial clone lacks some of its files/,
	});
	gitIn(join(scratch, 'partial'))('fetch', '--quiet', '--refetch', '--no-filter');
	await takeOut(gitDir, hash, join(scratch, 'tree'));
	t.deepEqual(readdirSync(join(scratch, 'tree')), ['a']);
});

test('a submodule is found by any name and path that git allows', async t => {
	const inner = await repositoryWith(t, {b: 'inside\n'});
	const folder = await folderWith(t, {a: 'outside\n'});
	const git = gitIn(folder);
	git('init', '--quiet');
	const add = ['submodule', '--quiet', 'add', '--name', 'a.path b', inner];
	git(...add, 'bücher.path c');
	git('commit', '--quiet', '--message', 'outer');
	const tree = join(await folderWith(t, {}), 'tree');
	await takeOut(join(folder, '.git'), git('rev-parse', 'HEAD'), tree);
	t.deepEqual(readdirSync(join(tree, 'bücher.path c')), ['b']);
});
