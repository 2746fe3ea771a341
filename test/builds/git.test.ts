// git on this machine: its output, and the reason of a failure, in one line.
import test from 'ava';
import {execute, git, gitSync, said} from '../../harness/builds/git.ts';

test('the output comes without its last line break, synchronous or not', async t => {
	t.regex(gitSync('--version'), /^git version \S+.*$/);
	t.is(await git('--version'), gitSync('--version'));
});

test('a failure is git’s message, without its prefix', async t => {
	const words = ['--git-dir', '/no/such/folder', 'rev-parse'];
	const reason = "not a git repository: '/no/such/folder'";
	t.is(said(await t.throwsAsync(git(...words))), reason);
	t.is(said(t.throws(() => gitSync(...words))), reason);
});

test('the error names a program that is not installed', async t => {
	const env = {PATH: '/usr/bin'};
	t.is(said(await t.throwsAsync(execute('no-such-tar', [], {env}))), 'no-such-tar is not installed');
	const refused = 'no-such-tar is not installed, or this user may not run it';
	t.is(
		said(
			Object.assign(new Error('spawn no-such-tar EACCES'), {
				code: 'EACCES',
				syscall: 'spawn no-such-tar',
				path: 'no-such-tar',
			}),
		),
		refused,
	);
});
