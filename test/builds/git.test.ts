// git on this machine: what it answers, and why it fails, in one line.
import test from 'ava';
import {execute, git, gitSync, said} from '../../harness/builds/git.ts';

test('the answer comes without its last line break, whether one waits for it or not', async t => {
	t.regex(gitSync('--version'), /^git version \S+.*$/);
	t.is(await git('--version'), gitSync('--version'));
});

test('a failure is what git says, without its prefix', async t => {
	const words = ['--git-dir', '/no/such/folder', 'rev-parse'];
	const reason = "not a git repository: '/no/such/folder'";
	t.is(said(await t.throwsAsync(git(...words))), reason);
	t.is(said(t.throws(() => gitSync(...words))), reason);
});

test('a program that is not installed is named', async t => {
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
