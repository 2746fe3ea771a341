// The digest of a tree depends on its files, not on their time stamps, nor on git's folder.
import {execFileSync} from 'node:child_process';
import {chmod, mkdir, rename, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import {pack} from 'tar-stream';
import {digestTree, packTree, requireFolder} from '../../harness/builds/source-tree.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makePipe} from '../fixtures/pipe.ts';
import {sparseFile} from '../fixtures/sparse-file.ts';

const files = {'a.c': 'int a;\n', 'lib/b.c': 'int b;\n', 'lib/run.sh': 'true\n'};

const changes: [string, (tree: string) => Promise<unknown>, 'another' | 'the same'][] = [
	['other content', tree => writeFile(join(tree, 'a.c'), 'int c;\n'), 'another'],
	['another name', tree => rename(join(tree, 'a.c'), join(tree, 'c.c')), 'another'],
	['another folder', tree => rename(join(tree, 'lib/b.c'), join(tree, 'b.c')), 'another'],
	['one file more', tree => writeFile(join(tree, 'c.c'), ''), 'another'],
	['one file less', tree => rm(join(tree, 'a.c')), 'another'],
	['a file that may be executed', tree => chmod(join(tree, 'lib/run.sh'), 0o755), 'another'],
	['a link more', tree => symlink('a.c', join(tree, 'link.c')), 'another'],
	['an empty folder more', tree => mkdir(join(tree, 'm4')), 'another'],
	['what git keeps of a submodule', tree => writeFile(join(tree, 'lib/.git'), 'gitdir: x\n'), 'the same'],
	['what git keeps', tree => mkdir(join(tree, '.git')).then(() => writeFile(join(tree, '.git/HEAD'), 'x')), 'the same'],
	['another time', tree => utimes(join(tree, 'a.c'), 0, 0), 'the same'],
	['who may read it', tree => chmod(join(tree, 'a.c'), 0o600), 'the same'],
];

for (const [what, change, which] of changes) {
	test(`${what} makes ${which} tree`, async t => {
		const tree = await folderWith(t, files);
		const before = await digestTree(tree);
		await change(tree);
		const after = await digestTree(tree);
		if (which === 'another') t.not(after, before);
		else t.is(after, before);
	});
}

test('the digest has the target of a link, not the file there', async t => {
	const tree = await folderWith(t, files);
	await symlink('a.c', join(tree, 'link'));
	const before = await digestTree(tree);
	await rm(join(tree, 'link'));
	await symlink('./a.c', join(tree, 'link'));
	t.not(await digestTree(tree), before);
});

test('the same files at another path are the same tree', async t => {
	t.is(await digestTree(await folderWith(t, files)), await digestTree(await folderWith(t, files)));
});

test('the name of a file cannot pass for the content of another', async t => {
	const honest = await folderWith(t, {a: 'int a;\n', b: 'int b;\n'});
	const [line] = execFileSync('sha256sum', ['a'], {cwd: honest, encoding: 'utf8'}).split(' ');
	const forged = await folderWith(t, {[`a ${line}\nb`]: 'int b;\n'});
	t.not(await digestTree(forged), await digestTree(honest));
});

test('a tree arrives unchanged: content, modes, times, links and empty folders, without git’s folder', async t => {
	const long = `${'deep/'.repeat(40)}name-of-a-file-that-is-long-too.c`;
	const tree = await folderWith(t, {...files, [long]: 'deep\n', empty: '', '.git/HEAD': 'ref\n', 'ünïcode.c': 'ü\n'});
	await chmod(join(tree, 'lib/run.sh'), 0o755);
	await symlink('../a.c', join(tree, 'lib/link.c'));
	await symlink('/etc/passwd', join(tree, 'absolute'));
	await mkdir(join(tree, 'm4'));
	await utimes(join(tree, 'a.c'), 1_000_000_000, 1_000_000_000);
	const archive = pack();
	const packed = Readable.from(archive).toArray();
	await packTree(archive, tree);
	archive.finalize();
	const to = await folderWith(t, {});
	execFileSync('tar', ['-x', '-C', to], {input: Buffer.concat(await packed)});
	const list = (folder: string): string =>
		execFileSync('find', ['.', '-mindepth', '1', '-name', '.git', '-prune', '-o', '-printf', '%P %y %l %s %T@ %#m\n'], {
			cwd: folder,
			encoding: 'utf8',
		})
			.split('\n')
			// Sizes of folders, and times of folders and links, depend on the file system.
			.map(line =>
				line
					.replace(/ (d) .* (\d+)$/, ' $1 $2')
					.replace(/ (l \S+) .*$/, ' $1')
					.replace(/\.\d+ /, ' '),
			)
			.filter(line => line !== '')
			.sort()
			.join('\n');
	t.is(list(join(to, 'tree')), list(tree));
	t.is(await digestTree(join(to, 'tree')), await digestTree(tree));
	t.is(list(tree).match(/absolute l \/etc\/passwd/)?.length, 1);
});

test('a missing folder, or a file in its place, is wrong usage', async t => {
	const tree = await folderWith(t, {file: ''});
	t.throws(() => requireFolder('--x', join(tree, 'file')), {
		instanceOf: UsageError,
		message: `--x: ${tree}/file is not a folder`,
	});
	t.throws(() => requireFolder('--x', join(tree, 'no')), {
		instanceOf: UsageError,
		message: `--x: cannot read ${tree}/no: ENOENT`,
	});
});

test('a tree with a sparse file of a terabyte is refused, and a pipe in a tree is left out', async t => {
	const folder = await folderWith(t, {'a.c': 'int a;'});
	const before = await digestTree(folder);
	makePipe(join(folder, 'pipe'));
	t.is(await digestTree(folder), before);
	sparseFile(join(folder, 'huge'));
	const error = await t.throwsAsync(digestTree(folder), {instanceOf: UsageError});
	t.regex(error?.message ?? '', /has more than the 1024 MiB that netlock compiles\nSee huge$/);
});
