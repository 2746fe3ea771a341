import {resolve} from 'node:path';
import {Readable} from 'node:stream';
import test from 'ava';
import fc from 'fast-check';
import {type Pack, pack} from 'tar-stream';
import {untar} from '../../harness/support/untar.ts';

type Entry = Omit<Parameters<Pack['entry']>[0], never> & {content?: string};

const archiveOf = async (entries: readonly Entry[]): Promise<Buffer> => {
	const tar = pack();
	for (const {content = '', ...header} of entries) {
		if (header.type === undefined || header.type === 'file') tar.entry(header, content);
		else tar.entry(header);
	}
	tar.finalize();
	return Buffer.concat(await Readable.from(tar).toArray());
};

const contents = (files: Map<string, Buffer>): Record<string, string> =>
	Object.fromEntries([...files].map(([path, bytes]) => [path, bytes.toString('utf8')]));

test('regular files come out by their paths, a leading ./ or none', async t => {
	const archive = await archiveOf([
		{name: './a', content: 'one'},
		{name: 'folder/', type: 'directory'},
		{name: 'folder/b', content: 'two'},
	]);
	for (const source of [archive, Readable.from([archive])]) {
		const {files, broken} = await untar(source);
		t.deepEqual(contents(files), {a: 'one', 'folder/b': 'two'});
		t.is(broken, undefined);
	}
});

test('an entry that leaves the folder, or is no file, is left out', async t => {
	const {files} = await untar(
		await archiveOf([
			{name: '/etc/passwd', content: 'absolute'},
			{name: '../outside', content: 'above'},
			{name: 'a/../../outside', content: 'above, too'},
			{name: 'link', type: 'symlink', linkname: '/etc/passwd'},
			{name: 'pipe', type: 'fifo'},
			{name: 'a/..b', content: 'only looks like it'},
		]),
	);
	t.deepEqual(contents(files), {'a/..b': 'only looks like it'});
});

test('only wanted files are in the result', async t => {
	const archive = await archiveOf([
		{name: 'crun', content: 'binary'},
		{name: 'other', content: 'x'.repeat(10_000)},
	]);
	t.deepEqual(contents((await untar(archive, path => path === 'crun')).files), {crun: 'binary'});
});

test('an archive that ends early, or is none, gives the files before that, and the reason', async t => {
	const archive = await archiveOf([
		{name: 'whole', content: 'all of it'},
		{name: 'cut', content: 'x'.repeat(5000)},
	]);
	const cut = await untar(archive.subarray(0, 3000));
	t.deepEqual(contents(cut.files), {whole: 'all of it'});
	t.regex(cut.broken?.message ?? '', /Unexpected end of data/);
	const none = await untar(Buffer.from('not an archive'.repeat(100)));
	t.is(none.files.size, 0);
	t.true(none.broken instanceof Error);
});

test('a stream that fails ends the wait of its reader', async t => {
	const failing = new Readable({
		read() {
			this.destroy(new Error('the engine went away'));
		},
	});
	t.is((await untar(failing)).broken?.message, 'the engine went away');
});

test('whatever the paths in an archive, a file from it is below its folder', async t => {
	const part = fc.constantFrom('..', '.', '', 'a', 'b', '..a', 'a..', '...', '~', ' ');
	const path = fc.tuple(fc.constantFrom('', '/', './', '../'), fc.array(part, {minLength: 1, maxLength: 6}));
	const names = fc.array(
		path.map(([start, parts]) => start + parts.join('/')).filter(each => !each.endsWith('/') && each !== ''),
		{maxLength: 5},
	);
	const check = fc.asyncProperty(names, async given => {
		const {files} = await untar(await archiveOf(given.map(name => ({name, content: name}))));
		for (const path of files.keys()) {
			t.true(resolve('/folder', path).startsWith('/folder'), path);
			t.false(path.startsWith('/') || path.split('/').includes('..'), path);
		}
	});
	await t.notThrowsAsync(fc.assert(check));
});

test('bytes that are no archive never throw', async t => {
	const check = fc.asyncProperty(fc.uint8Array({maxLength: 2000}), async bytes => {
		const {broken} = await untar(bytes);
		t.true(broken === undefined || broken instanceof Error);
	});
	await t.notThrowsAsync(fc.assert(check));
});

test('an archive is read up to a number of entries and of bytes', async t => {
	const bytes = await archiveOf(
		Array.from({length: 5}, (_, count) => ({name: `file-${count}`, content: 'x'.repeat(1000)})),
	);
	const few = await untar(bytes, undefined, {maxEntries: 3});
	t.deepEqual(
		[[...few.files.keys()], few.broken?.message],
		[['file-0', 'file-1', 'file-2'], 'it has more than 3 entries'],
	);
	t.is((await untar(bytes, undefined, {maxBytes: 3000})).broken?.message, 'it has more than 3000 bytes');
	t.is((await untar(bytes, undefined, {maxEntries: 5, maxBytes: bytes.length})).broken, undefined);
});
