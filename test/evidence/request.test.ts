// Layer 1: the lock that a runtime asked for, read from messages that crun and runc really sent.
import test from 'ava';
import {type CriuRequest, decodeRequest, RequestInvalid, requestText} from '../../harness/evidence/request.ts';
import {asText} from '../../harness/evidence/sent-fields.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

const decoded = (name: string): CriuRequest => decodeRequest(evidenceBytes(`requests/${name}.bin`));

const lock = test.macro({
	exec(t, name: string, type: CriuRequest['type'], expected: CriuRequest['networkLock']) {
		t.like(decoded(name), {type, networkLock: expected});
	},
	title: (_, name, type, expected) => `${name} is a ${type} request whose lock is ${expected}`,
});
test(lock, 'crun-1.28-dump-unset', 'dump', 'absent');
test(lock, 'crun-1.28-dump-iptables', 'dump', 'iptables');
test(lock, 'crun-1.28-dump-nftables', 'dump', 'nftables');
test(lock, 'crun-1.28-dump-skip', 'dump', 'skip');
test(lock, 'crun-1.21-dump-nftables', 'dump', 'nftables');
test(lock, 'crun-1.28-restore-nftables', 'restore', 'absent');
test(lock, 'crun-1.28-version', 'other', 'absent');
test(lock, 'runc-1.3.6-dump-nftables', 'dump', 'absent');
test(lock, 'runc-1.3.6-restore-nftables', 'restore', 'absent');
test(lock, 'runc-1.3.6-version', 'other', 'absent');
test(lock, 'runc-1.3.6-features', 'other', 'absent');

const sent = (name: string, ...numbers: number[]): string[] =>
	decoded(name)
		.fields.filter(({number}) => numbers.includes(number))
		.map(asText);

test('every other option is read too, with its number, whether somebody asked for it or not', t => {
	t.deepEqual(sent('crun-1.28-dump-nftables', 3, 5, 8), [
		'leave_running (3) = false',
		'tcp_established (5) = true',
		'file_locks (8) = false',
	]);
	t.deepEqual(sent('crun-1.28-dump-nftables-leave-running', 3, 5), [
		'leave_running (3) = true',
		'tcp_established (5) = false',
	]);
	t.deepEqual(sent('crun-1.28-restore-nftables', 34, 52), [
		'manage_cgroups_mode (34) = soft',
		'tcp_close (52) = false',
	]);
	t.is(decoded('runc-1.3.6-restore-nftables').fields.length, 38);
});

test('an option that holds a message shows the message’s fields', t => {
	t.deepEqual(sent('crun-1.28-restore-nftables', 25), ['cg_root (25) = {path: "/c"}']);
	t.deepEqual(sent('runc-1.3.6-restore-nftables', 27)[0], 'inherit_fd (27) = {key: "extRootNetNS", fd: 4}');
});

test('an option that this table lacks is shown by its number', t => {
	// criu_req: type 1, opts of 3 bytes, in it field 99 as the number 5.
	const {fields} = decodeRequest(Uint8Array.of(0x08, 0x01, 0x12, 0x03, 0x98, 0x06, 0x05));
	t.deepEqual(fields.map(asText), ['unknown (99) = 5']);
});

test('a negative number is read as one', t => {
	t.deepEqual(sent('crun-1.28-version', 1), ['images_dir_fd (1) = -1']);
});

test('the RPC config file is the one that the runtime names, if it names one', t => {
	t.is(decoded('runc-1.3.6-dump-nftables').configFile, '/etc/criu/runc.conf');
	t.is(decoded('crun-1.21-dump-nftables').configFile, undefined);
});

/** The message with another value in field 64, the last one (`80 04 …`). */
const withLock = (value: number): Uint8Array => {
	const bytes = evidenceBytes('requests/crun-1.28-dump-nftables.bin');
	bytes[bytes.length - 1] = value;
	return bytes;
};

for (const value of [0, 4, 127]) {
	test(`a lock with the number ${value}, which CRIU's RPC does not have, is unknown and not absent`, t => {
		t.is(decodeRequest(withLock(value)).networkLock, 'unknown');
	});
}

for (const name of ['crun-1.28-dump-nftables', 'runc-1.3.6-restore-nftables']) {
	test(`${name}, cut short anywhere within its options, is refused`, t => {
		const whole = evidenceBytes(`requests/${name}.bin`);
		// The first two bytes are the kind of the request, and a message by themselves. The options start at the third.
		for (let length = 3; length < whole.length; length++) {
			t.throws(() => decodeRequest(whole.subarray(0, length)), {instanceOf: RequestInvalid}, `at ${length} bytes`);
		}
		t.notThrows(() => decodeRequest(whole));
	});
}

test('bytes that are no request are refused, and do not pass for a request without a lock', t => {
	t.throws(() => decodeRequest(new Uint8Array()), {instanceOf: RequestInvalid});
	t.throws(() => decodeRequest(Buffer.from('not a request')), {instanceOf: RequestInvalid});
	t.throws(() => decodeRequest(evidenceBytes('inventories/criu-4.2.1-crun-skip.img')), {instanceOf: RequestInvalid});
});

test('a request of 100,000 fields is refused: each would be a line of every report', t => {
	const fields = Buffer.from(Array.from({length: 100_000}, () => [0x18, 1]).flat());
	const request = Buffer.concat([Buffer.from([0x08, 1, 0x12, 0xc0, 0x9a, 0x0c]), fields]);
	t.throws(() => decodeRequest(request), {instanceOf: RequestInvalid, message: /it has more than 2000 fields/});
});

test('a request of more than a megabyte is refused, and a number in place of a file’s name is left out', t => {
	t.throws(() => decodeRequest(Buffer.alloc(2 ** 20 + 1)), {instanceOf: RequestInvalid, message: /it has 1 MiB/});
	// criu_req {type: DUMP, opts: {field 51 as a double that is no number}}
	const notANumber = Buffer.from([0x08, 1, 0x12, 10, 0x99, 3, 0, 0, 0, 0, 0, 0, 0xf8, 0x7f]);
	t.like(decodeRequest(notANumber), {type: 'dump', configFile: undefined});
});

test('as text, a request has its type, and every field by name', t => {
	const text = requestText(evidenceBytes('requests/crun-1.28-dump-nftables.bin'));
	t.regex(text, /^type = dump \(1\)\n/);
	t.regex(text, /\nnetwork_lock \(64\) = nftables\n/);
	t.regex(requestText(evidenceBytes('requests/crun-1.28-version.bin')), /^type = other \(10\)\n/);
});
