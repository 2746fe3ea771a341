// Layer 2: the method that CRIU recorded, read from inventory.img files of real dumps.
import test from 'ava';
import {InventoryInvalid, inventoryText, recordedMethod} from '../../harness/evidence/inventory.ts';
import type {ObservedLock} from '../../harness/model/axes.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

const inventory = (name: string): Buffer => evidenceBytes(`inventories/${name}.img`);

const records = test.macro({
	exec(t, name: string, expected: ObservedLock) {
		t.is(recordedMethod(inventory(name)), expected);
	},
	title: (_, name, expected) => `the inventory ${name} records ${expected}`,
});
test(records, 'criu-4.2.1-crun-unset', 'iptables');
test(records, 'criu-4.2.1-crun-iptables', 'iptables');
test(records, 'criu-4.2.1-crun-nftables', 'nftables');
test(records, 'criu-4.2.1-crun-skip', 'skip');
test(records, 'criu-4.2.1-runc-nftables', 'nftables');
test(records, 'criu-4.1.1-crun-nftables', 'nftables');

/** Field 11 as a varint: its tag, then the method. */
const tag = 0x58;
const field = (bytes: Buffer): number => bytes.indexOf(Buffer.from([tag, 1]));

test('a method with a number that CRIU does not have is unknown', t => {
	const bytes = inventory('criu-4.2.1-crun-nftables');
	bytes[field(bytes) + 1] = 3;
	t.is(recordedMethod(bytes), 'unknown');
});

test('an inventory without the field, as before CRIU 3.16, records nothing, which is not iptables', t => {
	const whole = inventory('criu-4.2.1-crun-nftables');
	const at = field(whole);
	const without = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 2)]);
	without.writeUInt32LE(whole.length - 8 - 2, 4);
	t.is(recordedMethod(without), 'absent');
});

test('an inventory that is cut short anywhere is refused, and the error says where', t => {
	const whole = inventory('criu-4.2.1-crun-nftables');
	for (let length = 0; length < whole.length; length++) {
		const error = t.throws(() => recordedMethod(whole.subarray(0, length)), {instanceOf: InventoryInvalid});
		t.regex(error.shortMessage, length < 8 ? /only \d bytes long/ : /cut short: \d+ bytes of 78/);
	}
});

test('bytes after the message are not read', t => {
	const whole = inventory('criu-4.2.1-crun-nftables');
	t.is(recordedMethod(Buffer.concat([whole, Buffer.from([tag, 2])])), 'nftables');
});

test('an inventory within a larger buffer is read from its own start', t => {
	const larger = Buffer.concat([Buffer.from('before'), inventory('criu-4.2.1-crun-nftables')]);
	t.is(recordedMethod(larger.subarray(6)), 'nftables');
});

test('other images of CRIU are refused', t => {
	const bytes = inventory('criu-4.2.1-crun-nftables');
	bytes[0] = 0;
	t.throws(() => recordedMethod(bytes), {
		instanceOf: InventoryInvalid,
		message: 'inventory.img: does not begin with the inventory magic',
	});
});

test('an inventory of a megabyte is refused', t => {
	t.throws(() => recordedMethod(Buffer.alloc(2 ** 20)), {instanceOf: InventoryInvalid, message: /has 1 MiB/});
});

test('as text, an inventory has every field by name, also nested ones', t => {
	t.deepEqual(inventoryText(inventory('criu-4.2.1-crun-nftables')).split('\n'), [
		'img_version (1) = 2',
		'fdinfo_per_id (2) = true',
		'root_ids (3) = {vm_id: 1, files_id: 1, fs_id: 1, sighand_id: 1, pid_ns_id: 1, net_ns_id: 2, ipc_ns_id: 3, uts_ns_id: 4, mnt_ns_id: 6, user_ns_id: 7, cgroup_ns_id: 8, time_ns_id: 5}',
		'ns_per_id (4) = true',
		'root_cg_set (5) = 1',
		'lsmtype (6) = NO_LSM',
		'network_lock_method (11) = nftables',
		'plugins_entry (12) = {}',
		'dump_criu_run_id (13) = "6626d3a8-cf2a-42cf-aea8-409f1721ac0e"',
		'',
	]);
	t.throws(() => inventoryText(Buffer.from('no inventory')), {instanceOf: InventoryInvalid});
});
