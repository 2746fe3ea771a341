// The record layer: the method that CRIU wrote into inventory.img.

import protobuf from 'protobufjs';
import {type Method, methods, type ObservedLock} from '../model/axes.ts';
import {NetlockError} from '../support/errors.ts';
import {sizes} from '../support/limits.ts';
import {size} from '../support/size.ts';
import {inventoryFields} from './inventory-fields.ts';
import {fieldLines, sentFields} from './sent-fields.ts';

/** INVENTORY_MAGIC (CRIU criu/include/magic.h). No common magic number precedes it. */
const magic = 0x58313116;

// network_lock_method, field 11 (CRIU images/inventory.proto), has the numbers of CRIU's internal enumeration
// (criu/include/cr_options.h): 0, 1, 2. RPC has 1, 2, 3.
const inventory = protobuf.Type.fromJSON('inventory', {
	edition: 'proto2',
	fields: {networkLockMethod: {rule: 'optional', type: 'uint32', id: 11}},
} as protobuf.IType);

const numbers: Record<Method, number> = {iptables: 0, nftables: 1, skip: 2};

export class InventoryInvalid extends NetlockError {
	override name = 'InventoryInvalid';
	constructor(problem: string) {
		super('harness', `inventory.img: ${problem}`);
	}
}

const decode = (bytes: Uint8Array): {networkLockMethod?: number} => {
	try {
		return inventory.decode(bytes) as unknown as {networkLockMethod?: number};
	} catch (error) {
		throw new InventoryInvalid(`cannot be decoded: ${String(error)}`);
	}
};

/** Layout: u32le magic, u32le size, one message (CRIU criu/protobuf.c). @throws InventoryInvalid */
const messageIn = (bytes: Uint8Array): Uint8Array => {
	if (bytes.length > sizes.inventory) throw new InventoryInvalid(`has ${size(bytes.length)}`);
	if (bytes.length < 8) throw new InventoryInvalid(`is only ${bytes.length} bytes long`);
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	if (view.getUint32(0, true) !== magic) throw new InventoryInvalid('does not begin with the inventory magic');
	const length = view.getUint32(4, true);
	if (bytes.length < 8 + length) throw new InventoryInvalid(`is cut short: ${bytes.length - 8} bytes of ${length}`);
	return bytes.subarray(8, 8 + length);
};

/** @throws InventoryInvalid */
export const recordedMethod = (bytes: Uint8Array): ObservedLock => {
	const message = decode(messageIn(bytes));
	// A pre-dump, and CRIU before 3.16, write no such field.
	if (!Object.hasOwn(message, 'networkLockMethod')) return 'absent';
	return methods.find(method => numbers[method] === message.networkLockMethod) ?? 'unknown';
};

/** Every field that CRIU wrote, one a line. @throws InventoryInvalid, RangeError */
export const inventoryText = (bytes: Uint8Array): string => fieldLines(sentFields(messageIn(bytes), inventoryFields));
