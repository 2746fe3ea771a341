// What runtimes are known to send CRIU though nobody asked: the value stands in their sources and goes out every time. Each entry
// is a fact, not a leave: where an operator's file asks for something else, the cell fails all the same. What is not in this
// table is news. docs/minimal-intervention.md has it for readers.
import type {RuntimeName} from '../model/axes.ts';
import type {OperationEvidence, SentField} from '../model/evidence.ts';
import {satisfies} from '../model/versions.ts';

type SentUnasked = {
	runtime: RuntimeName;
	/** Range of the runtime's versions; absent: all that netlock has seen. */
	versions?: string;
	/** Absent: both. */
	operation?: OperationEvidence['operation'];
	/** Number and value. */
	fields: readonly (readonly [number: number, ...values: string[]])[];
	/** Where the runtime does it. */
	source: string;
};

export const sentUnasked: readonly SentUnasked[] = [
	{
		runtime: 'crun',
		// ext_unix_sk, tcp_established, shell_job, file_locks, log_level, manage_cgroups, manage_cgroups_mode
		fields: [
			[4, 'false'],
			[5, 'false'],
			[7, 'false'],
			[8, 'false'],
			[9, '4'],
			[24, 'true'],
			[34, 'soft'],
		],
		source: 'https://github.com/containers/crun/blob/1.28/src/libcrun/criu.c',
	},
	{
		runtime: 'crun',
		versions: '>=1.23',
		operation: 'restore',
		fields: [[52, 'false']],
		source: 'https://github.com/containers/crun/pull/1835',
	},
	{
		runtime: 'runc',
		// ext_unix_sk, tcp_established, shell_job, file_locks, log_level, auto_dedup, manage_cgroups and its mode, lazy_pages
		fields: [
			[4, 'false'],
			[5, 'false'],
			[7, 'false'],
			[8, 'false'],
			[9, '4'],
			[16, 'false'],
			[24, 'true'],
			[34, 'soft', 'default'],
			[48, 'false'],
		],
		source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L318',
	},
	{
		runtime: 'runc',
		// link_remap, tcp_skip_in_flight
		operation: 'checkpoint',
		fields: [
			[18, 'false'],
			[46, 'false'],
		],
		source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L330',
	},
	{
		runtime: 'runc',
		// evasive_devices
		operation: 'restore',
		fields: [[6, 'true']],
		source: 'https://github.com/opencontainers/runc/blob/v1.3.0/libcontainer/criu_linux.go#L677',
	},
];

export const isKnownToBeSent = (
	runtime: {name: RuntimeName; version: string},
	operation: OperationEvidence['operation'],
	{number, value}: SentField,
): boolean =>
	sentUnasked.some(
		each =>
			each.runtime === runtime.name &&
			(each.operation ?? operation) === operation &&
			(each.versions === undefined || satisfies(runtime.version, each.versions)) &&
			each.fields.some(([field, ...values]) => field === number && values.includes(value)),
	);
