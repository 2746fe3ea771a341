// Paths that are near a mistyped one.
import {join, relative} from 'node:path';
import test from 'ava';
import {parseCriu} from '../../harness/builds/request.ts';
import {readKnownIssues} from '../../harness/plan/known-issues.ts';
import {nearPaths} from '../../harness/support/near-paths.ts';
import {folderWith} from '../fixtures/folder.ts';

test('the nearest name in the folder of the path, or in the nearest folder if that is mistyped too', async t => {
	const root = await folderWith(t, {'builds/criu': '', 'builds/crun': '', 'other/criu': ''});
	const at = (...names: string[]): string => join(root, ...names);
	t.deepEqual(nearPaths(at('builds', 'criuu')), [at('builds', 'criu')]);
	t.deepEqual(nearPaths(at('biulds', 'criu')), [at('builds', 'criu')]);
	t.deepEqual(nearPaths(at('biulds', 'nothing')), []);
	t.deepEqual(nearPaths(at('builds', 'youki')), []);
	t.deepEqual(nearPaths(at('nowhere', 'at', 'all')), []);
	t.deepEqual(nearPaths('/'), []);
	t.deepEqual(nearPaths(at('builds', 'criu', 'of-a-file')), []);
});

test('a path keeps its relative or absolute form', t => {
	t.deepEqual(nearPaths('./package.jsn'), ['./package.json']);
	t.deepEqual(nearPaths('package.jsn'), ['package.json']);
});

test('errors for mistyped builds and files with known issues have the nearest path', async t => {
	const root = await folderWith(t, {'criu-4.2': '', 'issues.yaml': '[]'});
	t.regex(
		t.throws(() => parseCriu(join(relative(process.cwd(), root), 'criu-4.3')))?.message ?? '',
		/cannot read .*criu-4\.3: ENOENT\nDid you mean .*\/criu-4\.2\?$/,
	);
	const error = await t.throwsAsync(readKnownIssues(join(root, 'issue.yaml')));
	t.regex(error?.message ?? '', /there is no such file\n.*Did you mean .*\/issues\.yaml\?/s);
});
