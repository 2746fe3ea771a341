// Evidence of one cell: what its dumps and restores showed on each layer, and what the peer saw.
import {z} from 'zod';
import {topologyNames} from '../bundle/topology.ts';
import {observedLocks} from './axes.ts';
import {probedFlow} from './packets.ts';

/** The lock in a ruleset at one stage of CRIU's work. */
export const rulesetEvidence = z.object({
	/** CRIU action-script stage (`network-lock`, `post-dump`, …) or `after`. */
	stage: z.string(),
	/** Time in ms since the operation began. */
	at: z.number().optional(),
	/** Methods whose lock was in the kernel. Empty: none. */
	locks: z.array(z.string()),
	/** The objects that prove it: `table inet CRIU-…`, `chain ip filter CRIU`. */
	objects: z.array(z.string()),
	/** How the lock differs from CRIU's exact lock: a sentence for each difference. Absent: it does not differ. */
	differences: z.array(z.string()).optional(),
});
export type RulesetEvidence = z.infer<typeof rulesetEvidence>;

/**
 * One option of a request as it was sent: `{number: 52, name: 'tcp_close', value: 'false'}`. `unknown`: the option is
 * newer than netlock.
 */
export const sentField = z.object({number: z.number(), name: z.string(), value: z.string()});
export type SentField = z.infer<typeof sentField>;

/** The evidence of one dump or restore, layer by layer. Absent: not observed. */
export const operationEvidence = z.object({
	operation: z.enum(['checkpoint', 'restore']),
	/** Image of the sandbox in which it ran, if it is not the cell's. */
	place: z.string().optional(),
	/** The exact command in the sandbox. */
	command: z.string(),
	/** Exit status. Null: the command was stopped at its time limit. */
	exit: z.number().nullable(),
	/** When it began, in ms since the start of the cell's first operation. */
	began: z.number().optional(),
	/** Duration of the command, ms. */
	duration: z.number(),
	/** Lock in the request, `opts.network_lock` (field 64). `absent`: the runtime sent none. */
	request: z.enum(observedLocks).optional(),
	/** Every option of the request (`criu_opts`, CRIU images/rpc.proto), in the order in which it was sent. */
	fields: z.array(sentField).optional(),
	/** CRIU configuration file that the request names: `opts.config_file` (field 51). */
	configFile: z.string().optional(),
	/** `network_lock_method`, field 11 of inventory.img. */
	record: z.enum(observedLocks).optional(),
	/** Rulesets of the container's network namespace, in order of time. */
	kernel: z.array(rulesetEvidence).optional(),
	/** Processes that put the lock into the kernel, by kernel name: `criu`, `iptables-restor`. */
	makers: z.array(z.string()).optional(),
	/** Last lines of the runtime's standard error, if it failed. */
	said: z.array(z.string()).optional(),
	/** Lines of CRIU's log that name the cause of a failure. */
	cause: z.array(z.string()).optional(),
	/** True when a file was larger than netlock reads. The evidence then comes from the part that it read. */
	truncated: z.boolean().optional(),
});
export type OperationEvidence = z.infer<typeof operationEvidence>;

/** What the peer of a connection saw, in bytes and milliseconds. */
export const peerEvidence = z.object({
	/** The container's network. Only results from before 0.1.0 have `loopback`. */
	topology: z.enum([...topologyNames, 'loopback']),
	/** Address that the connection was made to. */
	address: z.string().optional(),
	sent: z.number(),
	received: z.number(),
	/** Bytes that came back wrong, twice or out of order. */
	corrupt: z.number(),
	/** Error that ended the connection: `ECONNRESET`, `ETIMEDOUT`. Absent while the connection lived. */
	error: z.string().optional(),
	/** Longest silence between two echoes, ms. */
	longestGap: z.number(),
	/** The longest silences, in ms since the start of the cell's first operation. */
	silences: z.array(z.object({from: z.number(), to: z.number()})).optional(),
});
export type PeerEvidence = z.infer<typeof peerEvidence>;

export const evidence = z.object({
	operations: z.array(operationEvidence),
	peer: peerEvidence.optional(),
	/** Which kinds of packets passed, in scenarios that send them. */
	packets: z.array(probedFlow).optional(),
	/** The workload's counter before the dump and after the restore. */
	workload: z.object({before: z.number(), after: z.number()}).optional(),
});
export type Evidence = z.infer<typeof evidence>;
