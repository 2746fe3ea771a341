// Patches are identified by their content, as in KCIDB.
import {execFileSync} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import {messageOf, type Patch, patchsetDigest, readPatch} from '../../harness/builds/patches.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {folderWith} from '../fixtures/folder.ts';
import {gitIn} from '../fixtures/git.ts';
import {hunk} from '../fixtures/patch.ts';

const one = hunk('a.c', 1, '-a', '+b').content;
const two = hunk('b.c', 1, '-a', '+ü\r').content;

test('the digest of a patch set is KCIDB’s', async t => {
	const folder = await folderWith(t, {'0001-one.patch': one, '0002-two.patch': two});
	const formula = 'sha256sum *.patch | cut -c-64 | sha256sum';
	const [expected] = execFileSync('sh', ['-c', formula], {cwd: folder, encoding: 'utf8'}).split(' ');
	const patches = ['0001-one.patch', '0002-two.patch'].map(name => readPatch(join(folder, name)));
	t.is(patchsetDigest(patches), expected);
	t.not(patchsetDigest(patches.toReversed()), expected, 'the order in which they apply counts');
	t.not(patchsetDigest(patches.slice(1)), expected);
});

test('names of patches do not count, and no patch is no patch set', t => {
	const named = (name: string): Patch[] => [{name, content: one}];
	t.is(patchsetDigest(named('a.patch')), patchsetDigest(named('b.patch')));
	t.is(patchsetDigest([]), undefined);
});

test('a patch is read byte for byte', async t => {
	const folder = await folderWith(t, {'two.patch': two});
	t.deepEqual(readPatch(join(folder, 'two.patch')), {name: 'two.patch', content: two});
});

const refused: [string, string | Uint8Array, string][] = [
	['a file without a change', 'From: somebody\n\nno diff here\n', 'holds no change'],
	['an empty file', '', 'holds no change'],
	['more than a person writes', Buffer.alloc(16 * 2 ** 20 + 1, 'x'), 'is larger than 16 MiB'],
];
for (const [what, content, said] of refused) {
	test(`${what} is no patch`, async t => {
		const file = join(await folderWith(t, {x: content}), 'x');
		const error = t.throws(() => readPatch(file), {instanceOf: UsageError});
		t.is(error.shortMessage, `patch ${file}: ${said}`);
	});
}

test('the error names a missing patch', async t => {
	const folder = await folderWith(t, {});
	const error = t.throws(() => readPatch(join(folder, 'none')), {instanceOf: UsageError});
	t.is(error.shortMessage, `patch ${folder}/none: cannot be read: ENOENT`);
});

test('the text before the first change is the message of the patch', async t => {
	const repository = await folderWith(t, {'a.c': 'a\n'});
	const git = gitIn(repository);
	git('init', '-q');
	git('add', '.');
	git('commit', '-qm', 'one');
	await writeFile(join(repository, 'a.c'), 'b\n');
	git('commit', '-qam', 'criu: say b\n\nIt said a.\n\nFixes: #1');
	const content = Buffer.from(git('format-patch', '-1', '--stdout'));
	const message = messageOf({name: 'x', content});
	t.regex(message, /Subject: \[PATCH\] criu: say b\n\nIt said a\.\n\nFixes: #1\n---/);
	t.notRegex(message, /^[-+][ab]$/m);
	t.is(messageOf({name: 'x', content: one}), '');
});

test('all messages of a mailbox count, as GitHub gives a pull request of several commits', async t => {
	const repository = await folderWith(t, {'a.c': 'a\n'});
	const git = gitIn(repository);
	git('init', '-q');
	git('add', '.');
	git('commit', '-qm', 'zero');
	for (const [content, message] of [
		['b\n', 'one\n\nFixes: #1'],
		['c\n', 'two\n\nCloses: #2'],
	] as const) {
		await writeFile(join(repository, 'a.c'), content);
		git('commit', '-qam', message);
	}
	const message = messageOf({name: 'x', content: Buffer.from(git('format-patch', '-2', '--stdout'))});
	t.regex(message, /Fixes: #1/);
	t.regex(message, /Closes: #2/);
	t.notRegex(message, /^[-+][abc]$/m);
});

test('the error for a mistyped patch has the nearest name in its folder', async t => {
	const folder = await folderWith(t, {'fix.patch': one});
	const error = t.throws(() => readPatch(join(folder, 'fix.pacth')), {instanceOf: UsageError});
	t.is(error?.message.split('\n').at(-1), `Did you mean ${join(folder, 'fix.patch')}?`);
	t.notRegex(t.throws(() => readPatch(folder))?.message ?? '', /Did you mean/, 'a folder is there, and no patch');
});
