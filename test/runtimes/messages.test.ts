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

test('a hint at the help below an error is not the error', t => {
	const text = `restore: unrecognized option '--tcp-close'
Try \`restore --help' or \`restore --usage' for more information.
`;
	t.is(lastWords(text), "restore: unrecognized option '--tcp-close'");
});

test("podman's word on its runtime is not the runtime's own, and ids are left out", t => {
	const id = 'ab01'.repeat(16);
	const own = `2026-11-28T10:00:00.000000Z: CRIU checkpointing failed -52 (${id})`;
	const podman = `Error: \`/cell/bin/crun checkpoint --image-path /run/x ${id}\` failed: exit status 1`;
	t.is(lastWords(`${own}\n${podman}\n`), 'CRIU checkpointing failed -52 (…)');
	t.is(
		lastWords(`${podman}\n`),
		'Error: `/cell/bin/crun checkpoint --image-path /run/x …` failed: exit status 1',
		'where it is all there is, it is told',
	);
});
