// What runtimes print, made readable.
import test from 'ava';
import {lastWords, plainLines} from '../../harness/runtimes/messages.ts';
import {evidenceText} from '../fixtures/evidence.ts';

const printed = evidenceText('logs/runc-stderr.txt');

test('the last thing that runc said is its error', t => {
	t.is(lastWords(printed), 'criu failed: type DUMP errno 0');
});

test("runc's messages are shown without the form that they are wrapped in, and unquoted", t => {
	const lines = plainLines(printed);
	t.is(lines.length, printed.trimEnd().split('\n').length);
	t.deepEqual(
		lines.filter(line => /time=|level=|msg=/.test(line)),
		[],
	);
	t.is(lines[0], '--- Quoting "/cell/criu/dump.log"');
	t.true(lines.some(line => line.endsWith('execvp("iptables-restore", ...) failed: No such file or directory')));
	t.true(lines.includes('...'));
});

test("crun's lines are left as they are, without blank ones", t => {
	const text = 'CRIU checkpointing failed -52.  Please check CRIU logfile /cell/criu/dump.log: Invalid exchange\n\n';
	t.deepEqual(plainLines(text), [text.trim()]);
	t.is(lastWords(text), text.trim());
});

test('a line that only looks like a message in part is left as it is', t => {
	const line = 'see time="x" level=error msg="y"';
	t.deepEqual(plainLines(`${line}\n`), [line]);
});

test('punctuation after the error is not the last thing said', t => {
	t.is(
		lastWords('criu failed: type DUMP errno 0\ntime="x" level=warning msg=---\n...\n'),
		'criu failed: type DUMP errno 0',
	);
});

test("runc's escapes become what they stand for, in one line", t => {
	t.deepEqual(plainLines('time="x" level=warning msg="328:\\tRPC\\nnext \\"quoted\\""\n'), ['328: RPC next "quoted"']);
});

test('nothing said is nothing', t => {
	t.deepEqual(plainLines(''), []);
	t.is(lastWords(' \n\n'), undefined);
});
