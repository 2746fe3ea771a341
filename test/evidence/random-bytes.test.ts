// Random bytes: a decoder returns facts or throws its own error, and never another one.
import test from 'ava';
import fc from 'fast-check';
import {InventoryInvalid, recordedMethod} from '../../harness/evidence/inventory.ts';
import {decodeRequest, RequestInvalid} from '../../harness/evidence/request.ts';
import {observedLocks} from '../../harness/model/axes.ts';
import {evidenceBytes} from '../fixtures/evidence.ts';

/** Random bytes, and real ones with some changes: those reach further into the decoder. */
const spoilt = (real: Uint8Array): fc.Arbitrary<Uint8Array> =>
	fc.oneof(
		fc.uint8Array({maxLength: 300}),
		fc
			.array(fc.tuple(fc.nat({max: real.length - 1}), fc.nat({max: 255})), {minLength: 1, maxLength: 8})
			.map(changes => {
				const bytes = Uint8Array.from(real);
				for (const [index, value] of changes) bytes[index] = value;
				return bytes;
			}),
	);

test('a request is read, or refused by a typed error, whatever its bytes', t => {
	const check = fc.property(spoilt(evidenceBytes('requests/runc-1.3.6-restore-nftables.bin')), each => {
		try {
			const {networkLock, configFile} = decodeRequest(each);
			t.true(observedLocks.includes(networkLock));
			t.not(configFile, '');
		} catch (error) {
			t.true(error instanceof RequestInvalid, String(error));
		}
	});
	t.notThrows(() => fc.assert(check, {numRuns: 500}));
});

test('an inventory is read, or refused by a typed error, whatever its bytes', t => {
	const check = fc.property(spoilt(evidenceBytes('inventories/criu-4.2.1-crun-nftables.img')), each => {
		try {
			t.true(observedLocks.includes(recordedMethod(each)));
		} catch (error) {
			t.true(error instanceof InventoryInvalid, String(error));
		}
	});
	t.notThrows(() => fc.assert(check, {numRuns: 500}));
});
