// The lines of CRIU's log that name the cause of a failure.
import test from 'ava';
import {causes} from '../../harness/evidence/criu-log.ts';
import {evidenceText} from '../fixtures/evidence.ts';

const log = evidenceText('logs/dump-without-iptables.txt');

test('the first cause of a dump without iptables-restore names it', t => {
	const [first, ...more] = causes(log);
	t.is(first, 'Error (criu/util.c:642): execvp("iptables-restore", ...) failed: No such file or directory');
	t.true(more.some(line => line.includes('net: Locking network failed: iptables-restore returned -1')));
	t.is(more.at(-1), 'Error (criu/cr-dump.c:1975): Dumping FAILED.');
});

test('causes are in the order of the log, without its time stamps', t => {
	t.deepEqual(causes('(00.200000) a failed\n(00.000001) Error (b)\nall is well\nError: c\n'), [
		'a failed',
		'Error (b)',
		'Error: c',
	]);
	t.deepEqual(
		causes(log).filter(line => /^\(\d/.test(line)),
		[],
	);
});

test('complaints that good runs print too are not causes', t => {
	const [beforeTheLock = ''] = log.split('net: Lock network');
	t.regex(beforeTheLock, /Error .*tun: Unable to create tun/);
	t.regex(beforeTheLock, /Error .*Can't setup RLIMIT_NOFILE/);
	t.deepEqual(causes(beforeTheLock), []);
	t.deepEqual(causes('Error: ipv4: Address already assigned.\nError: ipv6: address already assigned.\n'), []);
});

test('a restore that succeeded has no causes, though its log speaks of failure', t => {
	const succeeded = evidenceText('logs/restore-that-succeeded.txt');
	t.regex(succeeded, /external plugin failed/);
	t.deepEqual(causes(succeeded), []);
	t.deepEqual(causes(`${log}(00.3) Dumping finished successfully\n`), []);
});

test('a long log is cut at the limit, from its beginning', t => {
	t.deepEqual(causes(log, 1), causes(log).slice(0, 1));
	t.is(causes(log.repeat(3)).length, 12);
	t.deepEqual(causes(''), []);
});
