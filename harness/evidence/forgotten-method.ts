// Makes an inventory.img as CRIU before 3.16 wrote it: without a word of the lock.
import protobuf from 'protobufjs';
import {InventoryInvalid, recordedMethod} from './inventory.ts';

const header = 8;
const methodField = 11;

const rewrite = (inventory: Uint8Array): Uint8Array => {
	const size = new DataView(inventory.buffer, inventory.byteOffset, inventory.length).getUint32(4, true);
	const message = inventory.subarray(header, header + size);
	const reader = protobuf.Reader.create(message);
	const kept: Uint8Array[] = [];
	while (reader.pos < reader.len) {
		const start = reader.pos;
		const tag = reader.uint32();
		reader.skipType(tag & 7);
		if (tag >>> 3 !== methodField) kept.push(message.subarray(start, reader.pos));
	}
	const body = Buffer.concat(kept);
	const head = Buffer.from(inventory.subarray(0, header));
	head.writeUInt32LE(body.length, 4);
	return Buffer.concat([head, body]);
};

/**
 * Takes network_lock_method, field 11, out of the message, and leaves every other byte as it is.
 * @throws InventoryInvalid when it is none
 */
export const withoutMethod = (inventory: Uint8Array): Uint8Array => {
	// What is no inventory is not rewritten.
	recordedMethod(inventory);
	try {
		return rewrite(inventory);
	} catch (error) {
		throw new InventoryInvalid(`cannot be rewritten: ${String(error)}`);
	}
};
