// The lines of CRIU's log that name the cause of a failure.
import test from 'ava';
import {causes, gaveUp, lastReason} from '../../harness/evidence/criu-log.ts';
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

test('complaints that successful runs print too are not causes', t => {
	const [beforeTheLock = ''] = log.split('net: Lock network');
	t.regex(beforeTheLock, /Error .*tun: Unable to create tun/);
	t.regex(beforeTheLock, /Error .*Can't setup RLIMIT_NOFILE/);
	t.deepEqual(causes(beforeTheLock), []);
	t.deepEqual(causes('Error: ipv4: Address already assigned.\nError: ipv6: address already assigned.\n'), []);
});

test('a restore that succeeds has no causes, although its log mentions failures', t => {
	const succeeded = evidenceText('logs/restore-that-succeeded.txt');
	t.regex(succeeded, /external plugin failed/);
	t.deepEqual(causes(succeeded), []);
	t.deepEqual(causes(`${log}(00.3) Dumping finished successfully\n`), []);
});

test('a long log is cut at the limit, keeps its beginning, and its last line', t => {
	t.deepEqual(causes(log, 1), causes(log).slice(0, 1));
	const many = Array.from({length: 30}, (_, index) => `Error (a.c:${index}): went wrong`);
	const found = causes([...many, 'Error (criu/cr-dump.c:1): Dumping FAILED.'].join('\n'));
	t.is(found.length, 12);
	t.is(found[0], many[0]);
	t.is(found.at(-1), 'Error (criu/cr-dump.c:1): Dumping FAILED.');
	t.deepEqual(causes(''), []);
});

test('the line that ended CRIU is its last reason, not its first complaint', t => {
	const log = [
		'(00.000100) Error (criu/tun.c:85): tun: Unable to create tun: No such file or directory',
		'(00.000200) Error (criu/vdso.c:200): vdso: Unexpected rt vDSO area bounds',
		'(00.000300) Error (criu/kerndat.c:1600): kerndat_vdso_fill_symtable failed when initializing kerndat.',
	].join('\n');
	t.is(lastReason(log), 'Error (criu/kerndat.c:1600): kerndat_vdso_fill_symtable failed when initializing kerndat.');
	const dump = [
		"Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported",
		'Error (criu/cr-dump.c:1681): Dump files (pid: 38) failed with -1',
		'Error (criu/cr-dump.c:2111): Dumping FAILED.',
	].join('\n');
	t.regex(lastReason(dump) ?? '', /Can't get 1:16 opt/);
	t.is(lastReason('Error (criu/cr-dump.c:2111): Dumping FAILED.'), 'Error (criu/cr-dump.c:2111): Dumping FAILED.');
	const start = [
		'Error (criu/kerndat.c:1607): kerndat_x failed',
		'Error (criu/crtools.c:267): Could not initialize kernel features detection.',
	];
	t.is(lastReason(start.join('\n')), start[0]);
	t.is(lastReason('all is well'), undefined);
});

test('a reason comes before the lines that pass it on, and messages of CRIU’s clean-up are no cause', t => {
	const text = [
		'(00.1) Error (criu/util.c:657): exited, status=1',
		'(00.2) Error (criu/cr-dump.c:1681): Dump files (pid: 44) failed with -1',
		"(00.3) Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported",
		"(00.3) Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported",
		'(00.4) Error (criu/cr-restore.c:2320): Restoring FAILED.',
		'(00.5) Error (criu/cgroup.c:1998): cg: cgroupd: recv req error: No such file or directory',
	].join('\n');
	t.deepEqual(causes(text), [
		"Error (criu/sockets.c:628): sockets: Can't get 1:16 opt: Operation not supported",
		'Error (criu/util.c:657): exited, status=1',
		'Error (criu/cr-dump.c:1681): Dump files (pid: 44) failed with -1',
		'Error (criu/cr-restore.c:2320): Restoring FAILED.',
	]);
});

test('CRIU gave up only if its log says so', t => {
	t.true(gaveUp(log));
	t.false(gaveUp(evidenceText('logs/restore-that-succeeded.txt')));
	t.false(gaveUp(''));
});

test('the process name before a line of a restore is no part of a cause', t => {
	t.deepEqual(causes('(00.012345)      1: Error (criu/net.c:2722): net: nft command error:\n'), [
		'Error (criu/net.c:2722): net: nft command error:',
	]);
});

/**
 * As CRIU 4.2.1 and libnftables print it, when runc restores in a network namespace that still has the lock of the
 * dump.
 */
const tableExists = [
	'Error: Could not process rule: File exists',
	'create table inet CRIU-3ce79594-c05b-436c-91',
	'                  ^^^^^^^^^^^^^^^^^^^^^^^^^^',
];
const restoringFailed = '(00.381916) Error (criu/cr-restore.c:2331): Restoring FAILED.';
const rawSocket =
	'Error (soccr/soccr.c:615): libnet_init failed (libnet_open_raw4(): SOCK_RAW allocation failed: Operation not permitted)';

test('a table that CRIU tolerates is not the cause of a restore that fails later', t => {
	const gone = [
		"Error: No such file or directory; did you mean table 'CRIU-51' in family inet?",
		'delete table inet CRIU-127',
		'                  ^^^^^^^^',
	];
	const later = [
		`(00.380906)      1: ${rawSocket}`,
		'(00.380918)      1: Error (criu/files.c:1221): Unable to open fd=5 id=0x5',
		'(00.381653) mnt: Switching to new ns to clean ghosts',
		restoringFailed,
	];
	for (const tolerated of [tableExists, gone]) {
		for (const between of [['(00.359323) Running post-setup-namespaces scripts'], []]) {
			const log = [...tolerated, ...between, ...later].join('\n');
			t.deepEqual(causes(log), [
				rawSocket,
				'Error (criu/files.c:1221): Unable to open fd=5 id=0x5',
				'Error (criu/cr-restore.c:2331): Restoring FAILED.',
			]);
		}
	}
});

test('the same table is the cause if CRIU says so, or if the log has no other reason', t => {
	const [complaint = ''] = tableExists;
	const locking = '(00.055932) Error (criu/net.c:3256): net: Locking network failed using nftables';
	t.is(causes([...tableExists, locking, restoringFailed].join('\n'))[0], complaint);
	t.deepEqual(causes([...tableExists, restoringFailed].join('\n')), [
		complaint,
		'Error (criu/cr-restore.c:2331): Restoring FAILED.',
	]);
	t.is(lastReason([...tableExists, restoringFailed].join('\n')), complaint);
});
