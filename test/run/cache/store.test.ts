// The store of results: altered results are not used, and results that are too old or too many are removed.
import {existsSync, readdirSync} from 'node:fs';
import {readFile, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {openStore} from '../../../harness/run/cache/store.ts';
import {sha256} from '../../../harness/support/sha256.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {makeCell} from '../../fixtures/results.ts';

const measured = {run: '2026-11-25T15-04-05-1', measured: '2026-11-25T15:04:09.000Z', host: 'alpha'};
const result = makeCell({image: 'a', runtime: 'crun', lock: 'skip', scenario: 'one'});

test('a stored result is read back whole; a missing one is undefined', async t => {
	const store = openStore(join(await folderWith(t, {}), 'results'));
	store.write({key: 'k', measured, result});
	t.deepEqual(store.read('k'), {schema: 1, key: 'k', measured, result});
	t.is(store.read('another'), undefined);
	store.remove('k');
	t.is(store.read('k'), undefined);
});

const alterations: Record<string, (text: string) => string> = {
	'a verdict is another': text => text.replace('"outcome":"pass"', '"outcome":"fail"'),
	'evidence is another': text => text.replace('2208', '2209'),
	'its end is lost': text => text.slice(0, -5),
	'it is empty': () => '',
	'it is of another key, copied whole': () => {
		const content = JSON.stringify({schema: 1, key: 'another', measured, result});
		return `${sha256(content)}\n${content}`;
	},
	'it is of another version': () => {
		const content = JSON.stringify({schema: 2, key: 'k', measured, result});
		return `${sha256(content)}\n${content}`;
	},
};
for (const [what, alter] of Object.entries(alterations)) {
	test(`a result is not used, and is removed, when ${what}`, async t => {
		const folder = await folderWith(t, {});
		const store = openStore(folder);
		store.write({key: 'k', measured, result});
		const file = join(folder, 'k');
		const before = await readFile(file, 'utf8');
		t.not(alter(before), before);
		await writeFile(file, alter(before));
		t.is(store.read('k'), undefined);
		t.false(existsSync(file));
	});
}

test('a result that cannot be removed stays, and fails no run', async t => {
	const folder = await folderWith(t, {'k/in-a-folder': ''});
	const store = openStore(folder, {entries: 0, bytes: 0, days: 0});
	t.notThrows(() => store.remove('k'));
	t.notThrows(() => store.prune());
	t.is(store.read('k'), undefined);
});

const now = Date.parse('2026-11-28T00:00:00Z');
const daysAgo = (days: number): Date => new Date(now - days * 86_400_000);

for (const [what, limits] of Object.entries({
	'too old': {entries: 9, bytes: 1e9, days: 2.5},
	'too many': {entries: 2, bytes: 1e9, days: 9},
	'too large': {entries: 9, bytes: 25, days: 9},
})) {
	test(`a result that is ${what} is removed, the oldest first`, async t => {
		const folder = await folderWith(t, {one: '0123456789', two: '0123456789', three: '0123456789'});
		for (const [index, name] of ['one', 'two', 'three'].entries()) {
			await utimes(join(folder, name), daysAgo(index + 1), daysAgo(index + 1));
		}
		openStore(folder, limits, now).prune();
		t.deepEqual(readdirSync(folder).sort(), ['one', 'two']);
	});
}
