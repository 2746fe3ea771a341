// Layer 1, request: the first message a runtime sends to `criu swrk`, as the tap saved it.
import protobuf from 'protobufjs';
import {type Method, methods, type ObservedLock} from '../model/axes.ts';

// The part of CRIU's RPC that netlock reads (CRIU images/rpc.proto, 4.2.1). Unknown fields are passed over.
const root = protobuf.Root.fromJSON({
	nested: {
		Options: {
			edition: 'proto2',
			fields: {
				leaveRunning: {type: 'bool', id: 3},
				tcpEstablished: {type: 'bool', id: 5},
				configFile: {type: 'string', id: 51},
				networkLock: {type: 'uint32', id: 64},
			},
		},
		Request: {
			edition: 'proto2',
			fields: {
				type: {rule: 'required', type: 'uint32', id: 1},
				opts: {type: 'Options', id: 2},
			},
		},
	},
} as protobuf.INamespace);
const criuRequest = root.lookupType('Request');

export type CriuRequest = {
	type: 'dump' | 'restore' | 'pre-dump' | 'other';
	/** `criu_opts.network_lock`, field 64 (CRIU images/rpc.proto). `absent`: the runtime left the choice to CRIU. */
	networkLock: ObservedLock;
	/** Field 51: the RPC config file that the runtime names. */
	configFile: string | undefined;
	tcpEstablished: boolean;
	leaveRunning: boolean;
};

type Options = {networkLock?: number; configFile?: string; tcpEstablished?: boolean; leaveRunning?: boolean};

// criu_req_type: DUMP 1, RESTORE 2, PRE_DUMP 4; runtimes also ask for the version (10) and features (9).
const types: Record<number, CriuRequest['type']> = {1: 'dump', 2: 'restore', 4: 'pre-dump'};
// criu_network_lock_method: not the numbers that inventory.img has.
const numbers: Record<Method, number> = {iptables: 1, nftables: 2, skip: 3};

const lockIn = (options: Options): ObservedLock => {
	// proto2: a field that was not on the wire is not an own property of the decoded message.
	if (!Object.hasOwn(options, 'networkLock')) return 'absent';
	return methods.find(method => numbers[method] === options.networkLock) ?? 'unknown';
};

export class RequestInvalid extends Error {
	override name = 'RequestInvalid';
	shortMessage = 'a request that the tap saved is no message to CRIU';
	constructor(cause: unknown) {
		super(`a request that the tap saved is no message to CRIU: ${String(cause)}`, {cause});
	}
}

const decode = (bytes: Uint8Array): {type: number; opts?: Options} => {
	try {
		return criuRequest.decode(bytes) as unknown as {type: number; opts?: Options};
	} catch (error) {
		throw new RequestInvalid(error);
	}
};

/** @throws RequestInvalid when the bytes are not a criu_req */
export const decodeRequest = (bytes: Uint8Array): CriuRequest => {
	const request = decode(bytes);
	const options = request.opts ?? {};
	return {
		type: types[request.type] ?? 'other',
		networkLock: lockIn(options),
		configFile: options.configFile || undefined,
		tcpEstablished: options.tcpEstablished ?? false,
		leaveRunning: options.leaveRunning ?? false,
	};
};
