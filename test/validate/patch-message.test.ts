// The subject of a patch: its project, and the reports that its message names.
import test from 'ava';
import type {Project} from '../../harness/builds/builder.ts';
import type {Patch} from '../../harness/builds/patches.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {projectOf, reportsIn, reportsNamedBy} from '../../harness/validate/patch-message.ts';

const patch = (message: string, ...paths: string[]): Patch => ({
	name: 'a.patch',
	content: Buffer.from(
		`${message}\n\n${paths.map(path => `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n`).join('')}`,
	),
});

const of = test.macro({
	exec(t, expected: Project, ...paths: string[]) {
		t.is(projectOf([patch('', ...paths)]), expected);
	},
	title: (_, expected, ...paths) => `a patch of ${paths.join(', ')} is of ${expected}`,
});
test(of, 'crun', 'src/libcrun/criu.c');
test(of, 'crun', 'src/checkpoint.c', 'crun.1.md');
test(of, 'criu', 'criu/net.c');
test(of, 'criu', 'lib/c/criu.c', 'images/rpc.proto');
test(of, 'criu', 'soccr/soccr.c', 'README.md');

for (const paths of [['README.md'], ['src/libcrun/criu.c', 'criu/net.c'], []]) {
	test(`a patch of ${paths.join(', ') || 'nothing'} needs --project`, t => {
		const error = t.throws(() => projectOf([patch('', ...paths)]), {instanceOf: UsageError});
		t.regex(error.message, /--project crun, --project criu, or --project runc/);
	});
}

test('a new file counts by its new name', t => {
	const content = Buffer.from('--- /dev/null\n+++ b/criu/lock.c\n@@ -0,0 +1 @@\n+a\n');
	t.is(projectOf([{name: 'a', content}]), 'criu');
});

test('reports are found in all usual notations', t => {
	const text = [
		'Fixes: #1627',
		'closes #12, and see containers/podman#24799.',
		'Report: https://github.com/checkpoint-restore/criu/issues/2300 and https://github.com/opencontainers/runc/pull/4',
		'step #3 of the lock; 0x#9',
	].join('\n');
	t.deepEqual([...reportsIn(text, 'crun')].sort(), [
		'checkpoint-restore/criu#2300',
		'containers/crun#12',
		'containers/crun#1627',
		'containers/podman#24799',
		'opencontainers/runc#4',
	]);
});

test('a bare number is a report of the patched project', t => {
	t.deepEqual([...reportsIn('Fixes #1', 'criu')], ['checkpoint-restore/criu#1']);
});

test('only the message names reports, not the change', t => {
	const message = patch('Fixes: #1627', 'src/libcrun/criu.c');
	const change = {name: 'b', content: Buffer.from('--- a/NEWS\n+++ b/NEWS\n@@ -1 +1 @@\n-a\n+fixes #5\n')};
	t.deepEqual([...reportsNamedBy([message, change], 'crun')], ['containers/crun#1627']);
});

test('a message of a megabyte is read at once', t => {
	t.timeout(20_000);
	t.deepEqual([...reportsIn(`${'-A'.repeat(2 ** 19)} containers/crun#1`, 'criu')], ['containers/crun#1']);
});
