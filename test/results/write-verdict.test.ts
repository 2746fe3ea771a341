// Verdicts on disk: both files are whole, and match their schema.
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {dirSync} from 'tmp-promise';
import {z} from 'zod';
import {writeVerdict} from '../../harness/results/write-verdict.ts';
import {writeWhole} from '../../harness/support/write-whole.ts';

const schema = z.object({schema: z.literal(1), verdict: z.string()});
const newFolder = (): string => dirSync({unsafeCleanup: true, prefix: 'netlock-verdict-'}).name;

test('both files are written, into a new folder, and no other file stays', t => {
	const folder = join(newFolder(), 'a/b');
	writeVerdict(folder, schema, {schema: 1, verdict: 'validated'}, '**validated**\n');
	t.deepEqual(readdirSync(folder).sort(), ['verdict.json', 'verdict.md']);
	t.deepEqual(JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')), {schema: 1, verdict: 'validated'});
	t.is(readFileSync(join(folder, 'verdict.md'), 'utf8'), '**validated**\n');
});

test('a document that the schema refuses is not written', t => {
	const folder = newFolder();
	const document = JSON.parse('{"schema": 2, "verdict": "validated"}');
	t.throws(() => writeVerdict(folder, schema, document, ''), {name: 'ZodError'});
	t.deepEqual(readdirSync(folder), []);
});

test('a file that cannot be written whole leaves the old one', t => {
	const folder = newFolder();
	const file = join(folder, 'verdict.md');
	writeFileSync(file, 'before');
	mkdirSync(`${file}.${process.pid}.part`);
	t.throws(() => writeWhole(file, 'after'));
	t.is(readFileSync(file, 'utf8'), 'before');
});
