// A patch that does not apply, or that leads out of the tree, is refused before anything is compiled.
import test from 'ava';
import {PatchRefused} from '../../harness/builds/errors.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import {hunk, inHelp, patch} from '../fixtures/patch.ts';
import {type WatchedBuilds, watchBuilds} from './watched-builds.ts';

let builds: WatchedBuilds;

test.before('the builder', async t => {
	t.timeout(900_000);
	builds = await watchBuilds();
});

test.after.always(() => builds?.end());

const refused: [string, Patch, RegExp][] = [
	[
		'one that is for another source',
		hunk('src/crun.c', 1, '-int nothing;', '+int something;'),
		/patch failed: src\/crun\.c:1$/,
	],
	[
		'one for a file that is not there',
		hunk('src/none.c', 1, '-int nothing;', '+int something;'),
		/src\/none\.c: No such file/,
	],
	[
		'one that leads out of the tree',
		patch('up.patch', '--- /dev/null', '+++ b/../../tmp/x', '@@ -0,0 +1 @@', '+x'),
		/invalid path '\.\.\/\.\.\/tmp\/x'$/,
	],
	[
		'one with an absolute path',
		patch('root.patch', '--- /dev/null', '+++ b//tmp/x', '@@ -0,0 +1 @@', '+x'),
		/invalid path '\/tmp\/x'$/,
	],
	[
		'one that writes through a symbolic link of its own',
		patch(
			'link.patch',
			'diff --git a/link b/link',
			'new file mode 120000',
			'--- /dev/null',
			'+++ b/link',
			'@@ -0,0 +1 @@',
			'+/tmp',
			'\\ No newline at end of file',
			'diff --git a/link/x b/link/x',
			'new file mode 100644',
			'--- /dev/null',
			'+++ b/link/x',
			'@@ -0,0 +1 @@',
			'+x',
		),
		/affected file 'link\/x' is beyond a symbolic link$/,
	],
	[
		'one that ends in the middle',
		patch('cut.patch', '--- a/NEWS', '+++ b/NEWS', '@@ -1,4 +1,4 @@', ' x'),
		/corrupt patch at line 5$/,
	],
];

for (const [what, each, said] of refused) {
	test(`a patch is refused: ${what}`, async t => {
		const error = await builds.fail(t, [inHelp('a good patch before it'), each]);
		t.true(error instanceof PatchRefused, `${error}`);
		t.true(error.shortMessage.startsWith(`${each.name} does not apply: `), error.shortMessage);
		t.regex(error.shortMessage, said);
	});
}
