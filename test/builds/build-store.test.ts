// The store of builds: a build in it is whole or absent.

import {readdirSync, statSync} from 'node:fs';
import {readFile, rm, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {readBuild, storeBuild} from '../../harness/builds/build-store.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {folderWith} from '../fixtures/folder.ts';

const binary = Buffer.from('a crun');
const digest = sha256(binary);
const made = {digest, source: 'tree', patchset: 'patches', duration: 12};
const files = new Map([
	['crun', binary],
	['passwd', Buffer.from('what a build gives besides')],
]);

test('a stored build is read back, with the fields of a build only', async t => {
	const store = await folderWith(t, {});
	const folder = join(store, 'deep/key');
	const stored = await storeBuild(folder, 'crun', files, made, 'log\n');
	t.deepEqual(stored, {path: join(folder, 'crun'), digest, origin: {source: 'tree', patchset: 'patches'}});
	t.is(await readFile(join(folder, 'log'), 'utf8'), 'log\n');
	t.deepEqual(await readBuild(folder, 'crun'), stored);
	t.deepEqual(readdirSync(folder).sort(), ['build.json', 'crun', 'log']);
	t.deepEqual(readdirSync(join(store, 'deep')), ['key']);
	t.is(statSync(stored.path).mode & 0o777, 0o755);
});

test('of processes that store the same build at the same time, each one gets it whole', async t => {
	const store = await folderWith(t, {});
	const folder = join(store, 'key');
	// The second one starts while the first one writes.
	const keepIt = async (_: unknown, turn: number) => {
		for (let count = 0; count < turn; count++) await stat(store);
		return storeBuild(folder, 'crun', files, made, 'log\n');
	};
	const [one, ...others] = await Promise.all(Array.from({length: 12}, keepIt));
	for (const other of others) t.deepEqual(other, one);
	t.deepEqual(await readBuild(folder, 'crun'), one);
	t.deepEqual(readdirSync(store), ['key']);
	t.is(statSync(folder).mode & 0o777, 0o755);
});

test('CRIU is stored with its library', async t => {
	const folder = join(await folderWith(t, {}), 'key');
	const both = new Map([
		['criu', binary],
		['libcriu.so.2', Buffer.from('library')],
	]);
	const {libcriu = ''} = await storeBuild(folder, 'criu', both, made, '');
	t.is(await readFile(libcriu, 'utf8'), 'library');
});

test('libraries are stored beside the build, and a damaged one is not used', async t => {
	const folder = join(await folderWith(t, {}), 'key');
	const library = Buffer.from('a library');
	const libraries = {'libyajl.so.2': sha256(library)};
	const all = new Map([...files, ['libyajl.so.2', library] as const]);
	const path = join(folder, 'libyajl.so.2');
	t.deepEqual((await storeBuild(folder, 'crun', all, {...made, libraries}, '')).libraries, [path]);
	await writeFile(path, 'another');
	t.is(await readBuild(folder, 'crun'), undefined);
});

const spoilings: [string, (folder: string) => Promise<unknown>][] = [
	['changed', folder => writeFile(join(folder, 'crun'), 'another')],
	['without its binary', folder => rm(join(folder, 'crun'))],
	['without its record', folder => rm(join(folder, 'build.json'))],
	['with half a record', folder => writeFile(join(folder, 'build.json'), '{"digest":')],
	['with a record of something else', folder => writeFile(join(folder, 'build.json'), '{}')],
	['without its log', folder => rm(join(folder, 'log'))],
];
for (const [what, spoil] of spoilings) {
	test(`a build that is ${what} is not read, and gives way to a new one`, async t => {
		const folder = join(await folderWith(t, {}), 'key');
		await storeBuild(folder, 'crun', files, made, 'first');
		await spoil(folder);
		t.is(await readBuild(folder, 'crun'), undefined);
		t.like(await storeBuild(folder, 'crun', files, made, 'second'), {digest});
		t.is(await readFile(join(folder, 'log'), 'utf8'), 'second');
	});
}

test('a build that another process stored meanwhile is used', async t => {
	const store = await folderWith(t, {});
	const folder = join(store, 'key');
	await storeBuild(folder, 'crun', files, made, 'first');
	await storeBuild(folder, 'crun', files, made, 'second');
	t.is(await readFile(join(folder, 'log'), 'utf8'), 'first');
	t.deepEqual(readdirSync(store), ['key']);
});

test('a build that cannot be stored leaves nothing half way', async t => {
	const store = await folderWith(t, {});
	await t.throwsAsync(storeBuild(join(store, 'key'), 'crun', files, {...made, digest: 'of another binary'}, ''));
	t.false(readdirSync(store).some(name => name.includes('.part')));
});
