// The request layer: the first message that a runtime sends to `criu swrk`, as the tap saved it.

import {type Method, methods, type ObservedLock} from '../model/axes.ts';
import type {SentField} from '../model/evidence.ts';
import {NetlockError} from '../support/errors.ts';
import {sizes} from '../support/limits.ts';
import {size} from '../support/size.ts';
import {criuOptions} from './criu-options.ts';
import {fieldLines, rawFields, sentFields} from './sent-fields.ts';

export type CriuRequest = {
	type: 'dump' | 'restore' | 'pre-dump' | 'other';
	/**
	 * `criu_opts.network_lock`, field 64 (CRIU images/rpc.proto). `absent`: the runtime sent none, so CRIU's default
	 * decides.
	 */
	networkLock: ObservedLock;
	/** Field 51: the RPC config file that the runtime names. */
	configFile: string | undefined;
	/** Every option in the request, in the order in which it was sent. */
	fields: SentField[];
};

// criu_req_type: DUMP 1, RESTORE 2, PRE_DUMP 4, SINGLE_PRE_DUMP 11; runtimes also ask for the version (10) and features
// (9).
const types: Record<number, CriuRequest['type']> = {1: 'dump', 2: 'restore', 4: 'pre-dump', 11: 'pre-dump'};

const isMethod = (name: string): name is Method => methods.some(method => method === name);

export class RequestInvalid extends NetlockError {
	override name = 'RequestInvalid';
	constructor(cause: unknown) {
		super('harness', 'a request that the tap saved is no message to CRIU', String(cause), cause);
	}
}

/** criu_req: `type` is 1, `opts` is 2. */
const decode = (bytes: Uint8Array): {type: number; fields: SentField[]} => {
	try {
		if (bytes.length > sizes.request) throw new RangeError(`it has ${size(bytes.length)}`);
		const parts = rawFields(bytes);
		const type = parts.findLast(({number}) => number === 1)?.value;
		if (typeof type !== 'bigint') throw new RangeError('it has no type');
		const options = parts.flatMap(({number, value}) =>
			number === 2 && value instanceof Uint8Array ? sentFields(value, criuOptions) : [],
		);
		return {type: Number(type), fields: options};
	} catch (error) {
		throw new RequestInvalid(error);
	}
};

const lastValue = (fields: readonly SentField[], number: number): string | undefined =>
	fields.findLast(each => each.number === number)?.value;

const lockIn = (fields: readonly SentField[]): ObservedLock => {
	const value = lastValue(fields, 64);
	if (value === undefined) return 'absent';
	return isMethod(value) ? value : 'unknown';
};

/** The text of a string field, without quotes. */
const unquoted = (value: string | undefined): string | undefined =>
	value?.startsWith('"') ? (JSON.parse(value) as string) || undefined : undefined;

/** @throws RequestInvalid when the bytes are not a criu_req */
export const decodeRequest = (bytes: Uint8Array): CriuRequest => {
	const {type, fields} = decode(bytes);
	return {
		type: types[type] ?? 'other',
		networkLock: lockIn(fields),
		configFile: unquoted(lastValue(fields, 51)),
		fields,
	};
};

/** The type of the request, and every option in it, one a line. @throws RequestInvalid */
export const requestText = (bytes: Uint8Array): string => {
	const {type, fields} = decode(bytes);
	return `type = ${types[type] ?? 'other'} (${type})\n${fieldLines(fields)}`;
};
