// An inventory without its record of the lock: all other bytes stay as CRIU wrote them.
import test from 'ava';
import {withoutMethod} from '../../harness/evidence/forgotten-method.ts';
import {recordedMethod} from '../../harness/evidence/inventory.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

for (const name of ['criu-4.1.1-crun-nftables', 'criu-4.2.1-crun-iptables', 'criu-4.2.1-runc-nftables']) {
	test(`only the method is removed from ${name}`, t => {
		const whole = evidenceBytes(`inventories/${name}.img`);
		const without = Buffer.from(withoutMethod(whole));
		t.is(recordedMethod(without), 'absent');
		t.is(without.readUInt32LE(4), without.length - 8);
		t.is(without.length, whole.length - 2);
		const at = whole.lastIndexOf(0x58);
		t.deepEqual(without.subarray(8), Buffer.concat([whole.subarray(8, at), whole.subarray(at + 2)]));
	});
}

test('an inventory without the record stays as it is', t => {
	const once = withoutMethod(evidenceBytes('inventories/criu-4.2.1-crun-skip.img'));
	t.deepEqual(withoutMethod(once), once);
});
