// The compiler cache of a tree: it is whole, holds nothing else, and belongs to one tree.
import {readdirSync} from 'node:fs';
import {truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {cacheKey, readCache, storeCache} from '../../harness/builds/compiler-cache.ts';
import {folderWith} from '../fixtures/folder.ts';

const one = (content: string) => new Map([['ccache/0/a', Buffer.from(content)]]);

test('each key has one compiler cache, the latest', async t => {
	const store = await folderWith(t, {});
	t.is(await readCache(store, 'a'), undefined);
	await storeCache(store, 'a', one('one'));
	await storeCache(store, 'b', one('two'));
	await storeCache(store, 'a', one('three'));
	t.deepEqual(await readCache(store, 'a'), one('three'));
	t.deepEqual(readdirSync(join(store, 'ccache')).sort(), ['a.tar', 'b.tar']);
});

test('of two builds that end at the same time one stores its cache, whole', async t => {
	const store = await folderWith(t, {});
	const [a, b] = ['a', 'b'].map(letter => one(letter.repeat(100_000)));
	await Promise.all([a, b].map(each => storeCache(store, 'a', each ?? one(''))));
	const kept = (await readCache(store, 'a'))?.get('ccache/0/a')?.toString('utf8') ?? '';
	t.regex(kept, /^(?:a{100000}|b{100000})$/);
	t.deepEqual(readdirSync(join(store, 'ccache')), ['a.tar']);
});

test('only the cache is stored', async t => {
	const store = await folderWith(t, {});
	const foreign = ['tree/src/crun.c', 'ccache', 'crun', 'ccache.tar'].map(name => [name, Buffer.from('x')] as const);
	await storeCache(store, 'a', new Map([...foreign, ...one('one')]));
	t.deepEqual(await readCache(store, 'a'), one('one'));
});

test('a cache that was cut short or damaged counts as none', async t => {
	const store = await folderWith(t, {});
	const file = join(store, 'ccache/a.tar');
	await storeCache(store, 'a', one('x'.repeat(5000)));
	await truncate(file, 3000);
	t.is(await readCache(store, 'a'), undefined);
	await writeFile(file, 'spoilt');
	t.is(await readCache(store, 'a'), undefined);
});

test('another tree or another builder has another cache', t => {
	const keys = [cacheKey({id: 'one'}, 'tree'), cacheKey({id: 'one'}, 'other'), cacheKey({id: 'two'}, 'tree')];
	t.is(new Set(keys).size, 3);
});
