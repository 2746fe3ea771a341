// A file is whole or unchanged, and an error says what to do.
import {mkdirSync, readdirSync, readFileSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {FileNotWritten, writeWhole} from '../../harness/support/write-whole.ts';
import {folderWith} from '../fixtures/folder.ts';

test('a file is written into a new folder, and no other file is left there', async t => {
	const folder = join(await folderWith(t, {}), 'a', 'b');
	writeWhole(join(folder, 'results.json'), 'whole\n');
	t.is(readFileSync(join(folder, 'results.json'), 'utf8'), 'whole\n');
	t.deepEqual(readdirSync(folder), ['results.json']);
});

test('content in pieces is written whole, or not at all', async t => {
	const folder = await folderWith(t, {});
	const file = join(folder, 'results.json');
	const pieces = function* (broken = false): Generator<string> {
		yield 'one ';
		if (broken) throw new Error('no more');
		yield 'two\n';
	};
	writeWhole(file, pieces());
	t.is(readFileSync(file, 'utf8'), 'one two\n');
	t.throws(() => writeWhole(file, pieces(true)), {message: 'no more'});
	t.is(readFileSync(file, 'utf8'), 'one two\n');
	t.deepEqual(readdirSync(folder), ['results.json']);
});

test('a full disk leaves the old file, and no part of the new one', async t => {
	const folder = await folderWith(t, {'results.json': 'before\n'});
	// The part is a link to the device that is always full.
	symlinkSync('/dev/full', join(folder, `results.json.${process.pid}.part`));
	const error = t.throws(() => writeWhole(join(folder, 'results.json'), 'after\n'), {instanceOf: FileNotWritten});
	t.is(error.shortMessage, `${join(folder, 'results.json')} cannot be written: ENOSPC`);
	t.regex(error.message, /\nThe disk is full: make room, or give another folder\.$/);
	t.deepEqual(readdirSync(folder), ['results.json']);
	t.is(readFileSync(join(folder, 'results.json'), 'utf8'), 'before\n');
});

test('the error names a folder that is a file', async t => {
	const folder = await folderWith(t, {out: 'a file'});
	const error = t.throws(() => writeWhole(join(folder, 'out', 'deep', 'results.json'), ''), {
		instanceOf: FileNotWritten,
	});
	t.regex(error.message, /cannot be written: ENOTDIR\nA part of the path is a file/);
});

test('a file cannot replace a folder', async t => {
	const folder = await folderWith(t, {});
	mkdirSync(join(folder, 'results.json'));
	t.throws(() => writeWhole(join(folder, 'results.json'), ''), {instanceOf: FileNotWritten, message: /EISDIR/});
	t.deepEqual(readdirSync(folder), ['results.json']);
});
