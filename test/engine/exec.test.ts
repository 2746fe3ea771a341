// The shell that stays in a sandbox, with a shell of this machine in place of a sandbox's.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import test from 'ava';
import {killedFromWithin, withShell} from '../../harness/engine/channel.ts';
import {ExecFailed, ShellKilled} from '../../harness/engine/errors.ts';
import {execIn} from '../../harness/engine/exec.ts';
import {sizes} from '../../harness/support/limits.ts';
import {text} from '../../harness/support/text.ts';
import {localContainer} from '../fixtures/local-container.ts';
import {survivors} from '../fixtures/processes.ts';

const open = (t: {teardown: (end: () => void) => void}, hasShell = false) => {
	const {container, shells, attached} = localContainer();
	const {exec, close} = execIn(container, {hasShell});
	t.teardown(close);
	return {exec, shells, attached};
};

test('output is binary-safe, and standard output and error stay apart', async t => {
	const {exec} = open(t);
	const script = "printf '\\000\\377\\n12 3 4\\nno newline'; printf 'an error' >&2";
	const {exit, stdout, stderr} = await exec(['sh', '-c', script]);
	t.is(exit, 0);
	t.deepEqual([...stdout.subarray(0, 3)], [0, 255, 10]);
	t.is(text(stdout.subarray(3)), '12 3 4\nno newline');
	t.is(stderr, 'an error');
});

test('the exit status is the command’s; words and variables arrive unchanged', async t => {
	const {exec} = open(t);
	t.is((await exec(['sh', '-c', 'exit 3'])).exit, 3);
	const nasty = `a 'b' "c" $HOME \`d\` \\ *\n;`;
	const said = await exec(['sh', '-c', 'printf %s "$1|$GIVEN"', 'sh', nasty], {env: {GIVEN: nasty}});
	t.is(text(said.stdout), `${nasty}|${nasty}`);
});

test('a command at its time limit is ended, and has no exit status; the shell stays usable', async t => {
	const {exec, shells} = open(t);
	t.is((await exec(['sleep', '100'], {limitSeconds: 1})).exit, null);
	t.is(text((await exec(['echo', 'next'])).stdout), 'next\n');
	t.is(shells.length, 1);
});

test('a command’s own exit status 124 is no time limit', async t => {
	const {exec} = open(t);
	t.is((await exec(['sh', '-c', 'exit 124'])).exit, 124);
});

test('two commands side by side use a shell each; one after the other share one', async t => {
	const {exec, shells} = open(t);
	const both = await Promise.all(['a', 'b'].map(each => exec(['sh', '-c', `sleep 0.2; echo ${each}`])));
	t.deepEqual(
		both.map(({stdout}) => text(stdout)),
		['a\n', 'b\n'],
	);
	t.is(shells.length, 2);
	await exec(['true']);
	t.is(shells.length, 2);
});

test('the shell that started with the container is used first, and once', async t => {
	const {exec, shells, attached} = open(t, true);
	await Promise.all([exec(['sleep', '0.1']), exec(['true'])]);
	t.is(text((await exec(['echo', 'next'])).stdout), 'next\n');
	t.is(shells.length, 2);
	t.deepEqual(attached, [{stream: true, stdin: true, stdout: true, stderr: true}]);
});

test('output of every size arrives whole, also none, and also after a large one', async t => {
	const {exec} = open(t);
	for (const [out, err] of [
		[0, 0],
		[0, 3],
		[200_000, 0],
		[1, 99_999],
		[5, 5],
	] as const) {
		const {stdout, stderr, exit} = await exec([
			'sh',
			'-c',
			'head -c $1 /dev/zero; head -c $2 /dev/zero >&2; exit 7',
			'sh',
			`${out}`,
			`${err}`,
		]);
		t.deepEqual([stdout.length, stderr.length, exit], [out, err, 7]);
	}
});

test('a background process that still writes does not spoil the next command', async t => {
	const {exec} = open(t);
	// It writes all the time, so also after the shell counted the output. The command ends after the first byte.
	const writer = '(while :; do echo late; done) & while [ ! -s /proc/self/fd/1 ]; do :; done; echo "$!" >&2';
	for (const turn of ['first', 'second', 'third']) {
		const first = await exec(['sh', '-c', writer]);
		try {
			t.regex(text(first.stdout), /^late\n/);
			const next = await exec(['sh', '-c', 'echo "$TURN"'], {env: {TURN: turn}});
			t.deepEqual([text(next.stdout), next.stderr], [`${turn}\n`, '']);
		} finally {
			process.kill(Number(first.stderr), 'SIGKILL');
		}
	}
});

test('eight megabytes arrive whole', async t => {
	const {exec} = open(t);
	const {stdout} = await exec(['sh', '-c', 'head -c 8388608 /dev/zero; echo end']);
	t.is(stdout.length, 8_388_608 + 4);
	t.is(text(stdout.subarray(-4)), 'end\n');
});

test('the error names a command that kills its shell, and the next command gets a new shell', async t => {
	const {exec, shells} = open(t);
	await exec(['true']);
	const gone = exec(['sleep', '50']);
	shells[0]?.kill('SIGKILL');
	const error = await t.throwsAsync(gone, {instanceOf: ExecFailed});
	t.regex(error?.message ?? '', /`sleep 50` did not end, or took its shell with it/);
	t.is((await exec(['true'])).exit, 0);
	t.is(shells.length, 2);
});

test('of 40 MB of error output one megabyte is read, and the result says so', async t => {
	const {exec} = open(t);
	const {exit, stdout, stderr, excess} = await exec(['sh', '-c', 'head -c 40000000 /dev/zero >&2; echo end']);
	t.deepEqual([exit, text(stdout), stderr.length], [0, 'end\n', sizes.errors]);
	t.is(excess, 'wrote 38.1 MiB to standard error, of which netlock reads 1 MiB');
	t.is(text((await exec(['echo', 'next'])).stdout), 'next\n');
});

test('a sparse file of a terabyte is read up to the limit', async t => {
	const {exec} = open(t);
	const {stdout, excess} = await exec(['sh', '-c', 'truncate -s 1T /proc/self/fd/1'], {outputBytes: 1000});
	t.is(stdout.length, 1000);
	t.is(excess, 'wrote 1048576 MiB to standard output, of which netlock reads 1000 bytes');
});

test('a full disk is not taken for a command that succeeded and printed nothing', async t => {
	const {exec} = open(t);
	// /dev/full takes no byte. It is in the place of the file that the shell writes after its second command.
	const fill = 'ln -s /dev/full "$(dirname "$(readlink /proc/$$/fd/1)")/1.space"';
	t.is((await exec(['sh', '-c', fill])).exit, 0);
	const error = await t.throwsAsync(exec(['echo', 'lost']), {instanceOf: ExecFailed});
	t.regex(error?.message ?? '', /^no space left on the engine’s disk .*\nThe output of `echo lost` is lost\.$/);
	t.false(error instanceof ShellKilled);
	t.is(text((await exec(['echo', 'next'])).stdout), 'next\n');
});

test('a process that writes in place of the shell is an error', async t => {
	const {exec, shells} = open(t);
	await exec(['true']);
	for (const said of ['NaN 1e9 -3\n', 'x'.repeat(5_000_000)]) {
		const answer = exec(['sleep', '2']);
		shells.at(-1)?.stdout.push(said);
		await t.throwsAsync(answer, {instanceOf: ExecFailed});
	}
});

test('the shell beside a container’s command obeys its standard input, and ignores no signal for its children', async t => {
	const [program = '', ...words] = withShell(['sleep', '100']);
	const child = spawn(program, words, {detached: true});
	t.teardown(() => process.kill(-Number(child.pid), 'SIGKILL'));
	child.stdin.write('sed -n "s/^SigIgn:\\t//p" /proc/self/status\n');
	const [said] = await once(child.stdout, 'data');
	t.is(String(said), '0000000000000000\n');
	child.stdin.write('echo error >&2\n');
	const [error] = await once(child.stderr, 'data');
	t.is(String(error), 'error\n');
	// The shell may end: the command, and with it the container, stays.
	child.stdin.write('echo $$; kill -9 $$\n');
	const [pid] = await once(child.stdout, 'data');
	t.deepEqual(await survivors([Number(pid)]), []);
	t.is(child.exitCode, null);
});

test('the end of its owner’s connection ends a container, and the end of a stuck shell does not', async t => {
	const [program = '', ...words] = withShell(['sleep', '100']);
	const start = () => {
		const child = spawn(program, words, {detached: true});
		t.teardown(() => {
			if (child.exitCode === null) process.kill(-Number(child.pid), 'SIGKILL');
		});
		return child;
	};
	const orphan = start();
	const ended = once(orphan, 'exit');
	orphan.stdin.end('echo last words\n');
	const [said] = await once(orphan.stdout, 'data');
	t.is(String(said), 'last words\n');
	await ended;
	t.not(orphan.exitCode, null);

	// A program in the shell may kill it, or leave it no process to fork: the container stays until its owner ends.
	for (const end of ['kill -9 $$', 'exit 2']) {
		const stays = start();
		stays.stdin.write(`false; echo $$; ${end}\nmore\n`);
		const [pid] = await once(stays.stdout, 'data');
		t.deepEqual(await survivors([Number(pid)]), []);
		const gone = once(stays, 'exit');
		t.is(await Promise.race([gone, new Promise(resolve => setTimeout(resolve, 300, 'stays'))]), 'stays');
		stays.stdin.end();
		await gone;
		t.not(stays.exitCode, null);
	}
});

/** The children of a process, and theirs. */
const descendantsOf = (pid: number): number[] => {
	const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
	return children.flatMap(each => [each, ...descendantsOf(each)]);
};

test('a container whose processes are all killed from within says so, as nobody outside can end it', async t => {
	const [program = '', ...words] = withShell(['sleep', '100']);
	const child = spawn(program, words, {detached: true});
	child.stdin.on('error', () => {});
	child.stdin.write('echo hello\n');
	await once(child.stdout, 'data');
	const ended = once(child, 'exit');
	// As with `kill -9 -1`, no process may act on the end of another one.
	for (const signal of ['SIGSTOP', 'SIGKILL']) {
		for (const pid of descendantsOf(Number(child.pid))) process.kill(pid, signal);
	}
	t.deepEqual(await ended, [killedFromWithin, null]);
});

test('a shell that something in the sandbox kills is told apart from one that cannot fork', async t => {
	for (const [said, isKilled] of [
		['', true],
		['sh: 1: Cannot fork\n', false],
		['sh: fork: retry: Resource temporarily unavailable\n', false],
		["sh: can't fork: Resource temporarily unavailable\n", false],
		['sh: line 3: 86 Killed  timeout 60 cat /cell/debian-forky/fork\n', true],
	] as const) {
		const {exec, shells} = open(t);
		await exec(['true']);
		const answer = exec(['sleep', '2']);
		shells.at(-1)?.stderr.push(said);
		await new Promise(resolve => setTimeout(resolve, 50));
		shells.at(-1)?.stdout.push('ended\n');
		const error = await t.throwsAsync(answer, {instanceOf: ExecFailed});
		t.is(error instanceof ShellKilled, isKilled);
	}
});
