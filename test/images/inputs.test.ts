// The digest that identifies an image: the same for the same inputs, another for any other.
import {rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {digestInputs, filesBelow} from '../../harness/images/inputs.ts';
import {folderWith} from '../fixtures/folder.ts';

const files = {Containerfile: 'FROM x', 'files/b.patch': '+b', 'files/a.patch': '+a', 'image.yaml': 'title: x'};

test('files in subfolders are listed too, always in the same order', async t => {
	const folder = await folderWith(t, files);
	t.deepEqual(await filesBelow(folder), ['Containerfile', 'files/a.patch', 'files/b.patch']);
});

test('the same files in another folder, written in another order, have the same digest', async t => {
	const backwards = Object.fromEntries(Object.entries(files).toReversed());
	const [one, two] = [await folderWith(t, files), await folderWith(t, backwards)];
	t.is(await digestInputs(one, 'base', 'tools'), await digestInputs(two, 'base', 'tools'));
});

const changes = test.macro({
	async exec(t, change: (folder: string) => Promise<unknown>) {
		const folder = await folderWith(t, files);
		const before = await digestInputs(folder, 'base');
		await change(folder);
		t.not(await digestInputs(folder, 'base'), before);
	},
	title: what => `the digest changes with ${what}`,
});
test("a file's content", changes, folder => writeFile(join(folder, 'files/a.patch'), '+c'));
test("a file's name", changes, folder => rename(join(folder, 'Containerfile'), join(folder, 'Dockerfile')));
test("a file's folder", changes, folder => rename(join(folder, 'files/a.patch'), join(folder, 'a.patch')));
test('another file', changes, folder => writeFile(join(folder, 'empty'), ''));
test('contents that are exchanged', changes, async folder => {
	await writeFile(join(folder, 'files/a.patch'), '+b');
	await writeFile(join(folder, 'files/b.patch'), '+a');
});

test('the digest does not change with image.yaml, which has only expectations of an image', async t => {
	const folder = await folderWith(t, files);
	const before = await digestInputs(folder);
	await writeFile(join(folder, 'image.yaml'), 'title: y');
	t.is(await digestInputs(folder), before);
});

test('the digest changes with the base, with the tools, and if they are exchanged', async t => {
	const folder = await folderWith(t, files);
	const all = [[], ['a'], ['b'], ['a', 'b'], ['b', 'a'], ['ab']].map(more => digestInputs(folder, ...more));
	t.is(new Set(await Promise.all(all)).size, all.length);
});
