// git's description of a tree, from git on this machine, because builds have no git. Submodules must be there.
import {execFileSync} from 'node:child_process';
import {symlinkSync} from 'node:fs';
import {mkdir, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {commitOf, describeCommit, requireSubmodules} from '../../harness/builds/commit.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';
import {makePipe} from '../fixtures/pipe.ts';
import {sparseFile} from '../fixtures/sparse-file.ts';

test('a checkout has a commit, and a description if a tag is in reach', async t => {
	const folder = await folderWith(t, {a: 'a\n'});
	const git = gitIn(folder);
	git('init', '--quiet');
	t.deepEqual(await commitOf(folder), {}, 'nothing is committed yet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'one');
	t.deepEqual(await commitOf(folder), {hash: git('rev-parse', 'HEAD')});
	git('tag', '1.21');
	git('commit', '--quiet', '--allow-empty', '--message', 'two');
	const hash = git('rev-parse', 'HEAD');
	t.deepEqual(await commitOf(folder), {hash, description: `1.21-1-g${hash.slice(0, 9)}`});
	t.deepEqual(await describeCommit(folder, '1.21'), {hash: git('rev-parse', '1.21'), description: '1.21'});
	git('worktree', 'add', '--quiet', join(folder, 'other'), '1.21');
	t.like(await commitOf(join(folder, 'other')), {description: '1.21'});
	await mkdir(join(folder, 'exported'));
	t.deepEqual(await commitOf(join(folder, 'exported')), {}, 'a folder in a checkout is not that checkout');
});

test('a program that the configuration of a repository names does not run', async t => {
	const folder = await folderWith(t, {a: 'a\n', monitor: '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n'});
	const git = gitIn(folder);
	git('init', '--quiet');
	git('add', '--all');
	git('commit', '--quiet', '--message', 'one');
	execFileSync('chmod', ['+x', join(folder, 'monitor')]);
	git('config', 'core.fsmonitor', join(folder, 'monitor'));
	await commitOf(folder);
	t.throws(() => execFileSync('ls', [join(folder, 'ran')], {stdio: 'ignore'}));
});

const list = (path: string): string => `[submodule "x"]\n\tpath = ${path}\n\turl = https://example.org/x.git\n`;

test('missing submodules are named, also those of submodules', async t => {
	const tree = await folderWith(t, {
		'.gitmodules': list('lib'),
		'lib/.gitmodules': list('deep/er'),
		'lib/deep/er/file': '',
	});
	t.notThrows(() => requireSubmodules(tree));
	await rm(join(tree, 'lib/deep/er/file'));
	await writeFile(join(tree, 'lib/deep/er/.git'), 'gitdir: x\n');
	const {message} = t.throws(() => requireSubmodules(tree), {instanceOf: UsageError});
	t.true(message.startsWith(`the submodule lib/deep/er of ${tree} is empty\n`));
	t.regex(message, /git submodule update --init --recursive/);
	await rm(join(tree, 'lib'), {recursive: true});
	t.throws(() => requireSubmodules(tree), {message: /^the submodule lib of /});
	t.notThrows(() => requireSubmodules(join(tree, 'nowhere')));
});

for (const path of ['.', './', '..', '../..', 'lib/..', 'link', 'lib/back/lib']) {
	test(`a submodule that leads in a circle, or out of the tree, is refused: ${path}`, async t => {
		const tree = await folderWith(t, {
			'a/.gitmodules': list(path),
			'a/lib/file': '',
			'a/lib/.gitmodules': list('back'),
		});
		await symlink('.', join(tree, 'a/link'));
		await symlink('..', join(tree, 'a/lib/back'));
		t.throws(() => requireSubmodules(join(tree, 'a')), {instanceOf: UsageError, message: /is no path of a submodule$/});
	});
}

test('a list of submodules with only line ends is read at once', async t => {
	const tree = await folderWith(t, {'.gitmodules': '\n'.repeat(4_000_000) + list('lib'), 'lib/file': ''});
	t.timeout(20_000);
	t.notThrows(() => requireSubmodules(tree));
});

test('a list of submodules that is a pipe, a device or huge is refused at once', async t => {
	const tree = await folderWith(t, {});
	const file = join(tree, '.gitmodules');
	for (const [make, says] of [
		[() => makePipe(file), /is no regular file$/],
		[() => symlinkSync('/dev/zero', file), /is no regular file$/],
		[() => sparseFile(file), /has 1048576 MiB, of which netlock reads 16 MiB$/],
	] as const) {
		make();
		const error = t.throws(() => requireSubmodules(tree), {instanceOf: UsageError});
		t.regex(error?.message ?? '', says);
		await rm(file);
	}
});
