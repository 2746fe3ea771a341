// Removing known issues from their file: `git apply` accepts the diff, and the rest is unchanged.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {parse} from 'yaml';
import {project} from '../../harness/model/checkout.ts';
import {removalDiff} from '../../harness/plan/remove-issues.ts';
import {folderWith} from '../fixtures/folder.ts';

type Entry = {id: string};
const file = readFileSync(project.knownIssues, 'utf8');
const ids = (parse(file) as Entry[]).map(({id}) => id);

const applied = async (t: Parameters<typeof folderWith>[0], text: string, ...gone: string[]): Promise<string> => {
	const diff = removalDiff('known-issues.yaml', text, new Set(gone));
	const folder = await folderWith(t, {'known-issues.yaml': text, 'a.diff': diff});
	execFileSync('git', ['apply', 'a.diff'], {
		cwd: folder,
		env: {...process.env, GIT_CEILING_DIRECTORIES: join(folder, '..')},
	});
	return readFileSync(join(folder, 'known-issues.yaml'), 'utf8');
};

for (const [name, gone] of [
	['the first', ids.slice(0, 1)],
	['the last', ids.slice(-1)],
	['neighbours', ids.slice(1, 3)],
	['every second', ids.filter((_, index) => index % 2 === 0)],
] as const) {
	test(`${name} can be removed from the file`, async t => {
		const left = parse(await applied(t, file, ...gone)) as Entry[];
		t.deepEqual(
			left,
			(parse(file) as Entry[]).filter(({id}) => !gone.includes(id)),
		);
	});
}

test('hunks have their position before and after', t => {
	const text = Array.from(
		{length: 12},
		(_, index) => `- id: i${index}\n  a: ${index}\n  b: ${index}\n  c: ${index}\n`,
	).join('');
	const diff = removalDiff('x.yaml', text, new Set(['i0', 'i8']));
	t.deepEqual(diff.match(/^@@.*/gm), ['@@ -1,7 +1,3 @@', '@@ -30,10 +26,6 @@']);
});

test('comments of other entries stay', async t => {
	const text = '# all\n- id: one\n  bug: x\n\n# of two\n- id: two\n  bug: y\n';
	t.is(await applied(t, text, 'one'), '# all\n\n# of two\n- id: two\n  bug: y\n');
	t.is(await applied(t, text, 'two'), '# all\n- id: one\n  bug: x\n\n# of two\n');
});

test('without an entry to remove there is no diff', t => {
	t.is(removalDiff('x.yaml', file, new Set(['nobody'])), '');
	t.is(removalDiff('x.yaml', 'a: mapping', new Set(['one'])), '');
});
