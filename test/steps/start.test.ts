// A step's process: its output is shown and stored. A crash of Node is tried once more, and no other failure is.
import {join} from 'node:path';
import test from 'ava';
import {folderWith} from '../fixtures/folder.ts';
import {start} from './start.ts';

/** Runs a shell script, which has its own folder as `$HERE`. */
const running = async (t: Parameters<typeof folderWith>[0], script: string) => {
	let shown = '';
	const env = {HERE: join(await folderWith(t, {}), '.')};
	const ended = await start(['sh', '-c', script], env, text => {
		shown += text;
	});
	return {...ended, shown};
};

test('the output is shown and stored, with the exit status', async t => {
	t.deepEqual(await running(t, 'echo "in $HERE" | wc -l; exit 3'), {
		printed: '1\n',
		shown: '1\n',
		exit: 3,
		signal: null,
	});
});

const once = (end: string): string => `
	if [ -e "$HERE/again" ]; then echo second; exit; fi
	: > "$HERE/again"; echo first; ${end}`;

test('a crash of Node is shown, and only the second try counts', async t => {
	const {printed, shown, exit} = await running(t, once('kill -SEGV $$'));
	t.deepEqual([printed, exit], ['second\n', 0]);
	t.is(shown, 'first\n\n── Node itself crashed (SIGSEGV): all of it once more\nsecond\n');
});

test('a second crash is a failure', async t => {
	t.like(await running(t, 'kill -ABRT $$'), {exit: 1, signal: 'SIGABRT'});
});

test('no other end is tried again: a failure, and a process that was killed', async t => {
	t.like(await running(t, once('exit 1')), {printed: 'first\n', exit: 1});
	t.like(await running(t, once('kill -TERM $$')), {printed: 'first\n', exit: 1, signal: 'SIGTERM'});
});
