// Rewrites an inventory.img in the form of CRIU before 3.16, which did not record the lock.
import protobuf from 'protobufjs';
import {InventoryInvalid, recordedMethod} from './inventory.ts';

const header = 8;
const methodField = 11;

const rewrite = (inventory: Uint8Array): Uint8Array => {
	const size = new DataView(inventory.buffer, inventory.byteOffset, inventory.length).getUint32(4, true);
	const message = inventory.subarray(header, header + size);
	const reader = protobuf.Reader.create(message);
	const otherFields: Uint8Array[] = [];
	while (reader.pos < reader.len) {
		const start = reader.pos;
		const tag = reader.uint32();
		reader.skipType(tag & 7);
		if (tag >>> 3 !== methodField) otherFields.push(message.subarray(start, reader.pos));
	}
	const body = Buffer.concat(otherFields);
	const head = Buffer.from(inventory.subarray(0, header));
	head.writeUInt32LE(body.length, 4);
	return Buffer.concat([head, body]);
};

/**
 * Removes network_lock_method, field 11, from the message. Every other byte stays.
 * @throws InventoryInvalid when the file is no inventory
 */
export const withoutMethod = (inventory: Uint8Array): Uint8Array => {
	// Throws if the file is no inventory.
	recordedMethod(inventory);
	try {
		return rewrite(inventory);
	} catch (error) {
		throw new InventoryInvalid(`cannot be rewritten: ${String(error)}`);
	}
};
