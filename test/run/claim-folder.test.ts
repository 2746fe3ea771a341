// Old results never pass for new ones: a folder for results is empty at first, and has one writer.
import {spawnSync} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {UsageError} from '../../harness/model/usage-error.ts';
import {claimFolder} from '../../harness/run/claim-folder.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {FileNotWritten} from '../../harness/support/write-whole.ts';
import {folderWith} from '../fixtures/folder.ts';

for (const [names, said] of [
	[['results.json', 'plan.json', 'index.html'], 'it has an earlier run'],
	[['plan.json', 'events.jsonl'], 'it has a run that did not end'],
	[['verdict.json', 'run-1/plan.json'], 'it has an earlier verdict'],
	[['run-1/plan.json'], 'it has a validation that did not end'],
	[['a.txt'], 'it has a.txt'],
	[['a', 'b', 'c', 'd', 'e'], 'it has a, b, c and 2 more'],
] as const) {
	test(`a folder with ${names.join(', ')} is refused, and nothing is left there`, async t => {
		const folder = await folderWith(t, Object.fromEntries(names.map(name => [name, ''])));
		const before = readdirSync(folder);
		const error = t.throws(() => claimFolder(folder), {instanceOf: UsageError});
		t.is(error.shortMessage, `--out ${folder}: the folder is not empty: ${said}`);
		t.true(error.message.endsWith(`rm -r ${folder}`), error.message);
		t.deepEqual(readdirSync(folder), before);
	});
}

test('a new folder and an empty one are taken, each by one writer', async t => {
	for (const folder of [join(await folderWith(t, {}), 'a', 'b'), await folderWith(t, {})]) {
		claimFolder(folder);
		const error = t.throws(() => claimFolder(folder), {instanceOf: UsageError});
		t.regex(error.message, new RegExp(`another netlock writes to this folder: process ${process.pid} of `));
		t.regex(error.message, /\nGive another folder\. If that process is gone: rm \S+writer\.lock$/);
	}
});

test('a lock whose process has ended is taken over', async t => {
	const folder = await folderWith(t, {});
	const ended = spawnSync('true').pid;
	writeFileSync(join(folder, 'writer.lock'), `${ownerOf(ended)}\n`);
	t.notThrows(() => claimFolder(folder));
});

/** Claims the folder in another process, which writes the files and ends. */
const claimAndEnd = (t: ExecutionContext, folder: string, names: readonly string[] = []): void => {
	const file = join(import.meta.dirname, '../../harness/run/claim-folder.ts');
	const code = [
		`const {claimFolder} = await import(${JSON.stringify(file)}); claimFolder(${JSON.stringify(folder)});`,
		"const {writeFileSync} = await import('node:fs');",
		...names.map(name => `writeFileSync(${JSON.stringify(join(folder, name))}, '');`),
	];
	const words = ['--input-type=module', '-e', code.join('\n')];
	const {status, stderr} = spawnSync(process.execPath, words, {encoding: 'utf8'});
	t.is(status, 0, stderr);
};

test('the lock ends with its process, and an existing folder stays', async t => {
	const folder = await folderWith(t, {});
	claimAndEnd(t, folder);
	t.deepEqual(readdirSync(folder), []);
});

test('new folders without files are removed at the end of their process', async t => {
	const folder = await folderWith(t, {});
	claimAndEnd(t, join(folder, 'a', 'b'));
	t.deepEqual(readdirSync(folder), []);
});

test('a new folder with a file in it stays', async t => {
	const folder = await folderWith(t, {});
	claimAndEnd(t, join(folder, 'a', 'b'), ['plan.json']);
	t.deepEqual(readdirSync(join(folder, 'a', 'b')), ['plan.json']);
});

test('a read-only folder is refused before anything runs', async t => {
	const folder = await folderWith(t, {file: ''});
	const error = t.throws(() => claimFolder(join(folder, 'file', 'out')), {instanceOf: FileNotWritten});
	t.regex(error.message, /ENOTDIR\nA part of the path is a file: give another folder\.$/);
	t.regex(t.throws(() => claimFolder(join(folder, 'file')))?.message ?? '', /EEXIST\nThere is a file of that name/);
	// Here even root may not write.
	t.throws(() => claimFolder('/proc/netlock'), {instanceOf: FileNotWritten});
	t.throws(() => claimFolder('/proc/self/task'), {instanceOf: FileNotWritten});
});
