// Commands as a sandbox runs them, and as commands.sh has them for people who repeat them by hand.
import {execFileSync} from 'node:child_process';
import test from 'ava';
import {commandLine, path, run, shell} from '../../harness/container/cell-context.ts';
import type {ExecOptions} from '../../harness/engine/exec.ts';
import {contextOf} from '../fixtures/cell-context.ts';

test('a shell parses a written command into the same words', t => {
	const words = [
		'plain',
		'--work-path=/cell/criu-1',
		'',
		' ',
		'two words',
		"it's",
		"''",
		'"double"',
		'$HOME `id` $(id)',
		'a\\b\\',
		'line\nline\n',
		'*.img',
		'~',
		'!!',
		'#no comment',
		'a;b&c|d<e>f',
		'{a,b}',
		'[0-9]?',
		'ü → CRIU',
		'tab\there',
	];
	const printed = execFileSync('sh', ['-c', commandLine(['printf', String.raw`%s\0`, ...words])]).toString('utf8');
	t.deepEqual(printed.split('\0').slice(0, -1), words);
});

test('words that need no quotes have none', t => {
	const words = ['runc', 'checkpoint', '--image-path', '/cell/image-1', 'a@b', 'x=y:z,w+%'];
	t.is(commandLine(words), words.join(' '));
});

const recording = (exit: number | null) => {
	const calls: {argv: readonly string[]; options: ExecOptions | undefined}[] = [];
	const context = contextOf('crun', 'unset', {
		exec: async (argv, options) => {
			calls.push({argv, options});
			return {exit, stdout: Buffer.from('out'), stderr: 'err', duration: 12.4};
		},
	});
	return {context, calls};
};

test('a command runs with the tap before criu in PATH, and a binary under test before both', async t => {
	const {context, calls} = recording(0);
	const result = await run(context, ['criu', 'check'], {limitSeconds: 5, env: {LANG: 'C'}});
	t.like(result, {exit: 0, stderr: 'err'});
	t.deepEqual(calls, [{argv: ['criu', 'check'], options: {limitSeconds: 5, env: {PATH: path, LANG: 'C'}}}]);
	t.deepEqual(path.split(':').slice(0, 2), ['/opt/netlock/builds', '/opt/netlock/tap']);
});

test('a command is written with its exit status', async t => {
	const {context} = recording(1);
	await run(context, ['echo', "it's"]);
	t.deepEqual(context.commands, ["echo 'it'\\''s'\n# exit 1, 12 ms"]);
	const stopped = recording(null).context;
	await run(stopped, ['sleep', '1000']);
	t.deepEqual(stopped.commands, ['sleep 1000\n# stopped at its time limit, 12 ms']);
});

test('a script’s arguments are its own $1, $2, …, whatever they contain', async t => {
	const {context, calls} = recording(0);
	await shell(context, String.raw`printf '%s\0' "$1" "$2"`, '$(id)', 'two words');
	const [program = '', ...words] = calls[0]?.argv ?? [];
	t.is(execFileSync(program, words).toString('utf8'), '$(id)\0two words\0');
});
