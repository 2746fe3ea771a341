// A commit as files: all its files, no others, and without the programs that a repository names.
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {takeOut} from '../../harness/builds/take-out.ts';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';

test('a filter that the configuration of a repository names does not run', async t => {
	const folder = await folderWith(t, {a: 'as it is\n', '.gitattributes': 'a filter=theirs\n'});
	const git = gitIn(folder);
	git('init', '--quiet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'one');
	git('config', 'filter.theirs.smudge', `touch ${join(folder, 'ran')}; cat`);
	const tree = join(await folderWith(t, {}), 'tree');
	await takeOut(join(folder, '.git'), git('rev-parse', 'HEAD'), tree);
	t.is(readFileSync(join(tree, 'a'), 'utf8'), 'as it is\n');
	t.false(existsSync(join(folder, 'ran')));
});

test('the folder has the files of the commit and of its submodules only, also from a worktree', async t => {
	const inner = await folderWith(t, {b: 'inside\n'});
	gitIn(inner)('init', '--quiet');
	gitIn(inner)('add', '--all');
	gitIn(inner)('commit', '--quiet', '--message', 'inner');
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

test('a submodule is found by any name and path that git allows', async t => {
	const inner = await folderWith(t, {b: 'inside\n'});
	gitIn(inner)('init', '--quiet');
	gitIn(inner)('add', '--all');
	gitIn(inner)('commit', '--quiet', '--message', 'inner');
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
