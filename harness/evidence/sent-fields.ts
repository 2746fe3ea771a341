// Reads the fields of a protobuf message one by one, as they were sent. A field without an entry in the table gets its
// number, so no field is lost. A protobuf decoder would drop unknown fields.
import protobuf from 'protobufjs';
import type {SentField} from '../model/evidence.ts';
import {sizes} from '../support/limits.ts';
import type {Fields, Kind} from './criu-options.ts';

/** A field, with its bytes decoded by wire type. */
type Raw = {number: number; value: number | bigint | Uint8Array};

const varint = (reader: protobuf.Reader): bigint => {
	const {low, high} = reader.uint64() as unknown as {low: number; high: number};
	return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
};

const readOne = (reader: protobuf.Reader): Raw => {
	const tag = reader.uint32();
	const [number, wire] = [tag >>> 3, tag & 7];
	if (number === 0) throw new RangeError('a field has the number 0');
	if (wire === 0) return {number, value: varint(reader)};
	if (wire === 1) return {number, value: reader.double()};
	if (wire === 2) return {number, value: reader.bytes()};
	if (wire === 5) return {number, value: reader.fixed32()};
	throw new RangeError(`field ${number} has the wire type ${wire}`);
};

export const rawFields = (bytes: Uint8Array): Raw[] => {
	const reader = protobuf.Reader.create(bytes);
	const found: Raw[] = [];
	while (reader.pos < reader.len) {
		if (found.length === sizes.fields) throw new RangeError(`it has more than ${sizes.fields} fields`);
		found.push(readOne(reader));
	}
	return found;
};

const inBytes = (bytes: Uint8Array, kind: Kind | undefined): string => {
	if (typeof kind === 'object' && 'message' in kind) {
		const inner = sentFields(bytes, kind.message).map(({name, value}) => `${name}: ${value}`);
		return `{${inner.join(', ')}}`;
	}
	return kind === 'string' ? JSON.stringify(Buffer.from(bytes).toString('utf8')) : `${bytes.length} bytes`;
};

const inWords = (value: Raw['value'], kind: Kind | undefined): string => {
	if (value instanceof Uint8Array) return inBytes(value, kind);
	if (kind === 'bool') return String(BigInt(value) !== 0n);
	if (typeof kind === 'object' && 'names' in kind) return kind.names[Number(value)] ?? String(value);
	return String(value);
};

/**
 * Every field of a message, in the order in which it was sent. @throws RangeError when the bytes are cut short or no
 * message
 */
export const sentFields = (bytes: Uint8Array, fields: Fields): SentField[] =>
	rawFields(bytes).map(({number, value}) => {
		const {name = 'unknown', kind} = fields.get(number) ?? {};
		return {number, name, value: inWords(value, kind)};
	});

/** `tcp_close (52) = false` */
export const asText = ({number, name, value}: SentField): string => `${name} (${number}) = ${value}`;

export const fieldLines = (fields: readonly SentField[]): string => fields.map(each => `${asText(each)}\n`).join('');
