// Evidence of one cell: what its dumps and restores showed on each layer, and what the peer saw.
import {z} from 'zod';
import {topologyNames} from '../bundle/topology.ts';
import {observedLocks} from './axes.ts';
import {probedFlow} from './packets.ts';

/** The lock in a ruleset, as it was seen at one stage of CRIU's work. */
export const rulesetEvidence = z.object({
	/** CRIU action-script stage (`network-lock`, `post-dump`, …) or `after`. */
	stage: z.string(),
	/** When, ms since the operation began. */
	at: z.number().optional(),
	/** Lock methods whose rules were in the kernel: empty when none. */
	locks: z.array(z.string()),
	/** The objects that prove it: `table inet CRIU-…`, `chain ip filter CRIU`. */
	objects: z.array(z.string()),
	/** How the lock differs from CRIU's own, rule by rule: each a sentence, what was expected and seen; absent when in nothing. */
	differences: z.array(z.string()).optional(),
});
export type RulesetEvidence = z.infer<typeof rulesetEvidence>;

/** One option of a request as it was sent: `{number: 52, name: 'tcp_close', value: 'false'}`. `unknown`: newer than netlock. */
export const sentField = z.object({number: z.number(), name: z.string(), value: z.string()});
export type SentField = z.infer<typeof sentField>;

/** What one dump or restore showed, layer by layer. Absent: not observed. */
export const operationEvidence = z.object({
	operation: z.enum(['checkpoint', 'restore']),
	/** Image of the sandbox that it ran in, when that is not the cell's. */
	place: z.string().optional(),
	/** The exact command, as it was run in the sandbox. */
	command: z.string(),
	/** Exit status; null when it was stopped at its time limit. */
	exit: z.number().nullable(),
	/** When it began, ms since the cell's first operation did. */
	began: z.number().optional(),
	/** Duration of the command, ms. */
	duration: z.number(),
	/** Request on the wire: `opts.network_lock` (field 64); `absent` when the runtime sent none. */
	request: z.enum(observedLocks).optional(),
	/** Every option of the request (`criu_opts`, CRIU images/rpc.proto), in the order of the wire. */
	fields: z.array(sentField).optional(),
	/** CRIU configuration file that the request names: `opts.config_file` (field 51). */
	configFile: z.string().optional(),
	/** `network_lock_method`, field 11 of inventory.img. */
	record: z.enum(observedLocks).optional(),
	/** Rulesets seen from the container's network namespace, in order. */
	kernel: z.array(rulesetEvidence).optional(),
	/** Processes that put the lock into the kernel, as it names them: `criu`, `iptables-restor`. */
	makers: z.array(z.string()).optional(),
	/** Last lines that the runtime printed on its standard error, where it failed. */
	said: z.array(z.string()).optional(),
	/** Lines of CRIU's log that name the cause of a failure. */
	cause: z.array(z.string()).optional(),
	/** True where more was written than netlock reads; the evidence is of what it read. */
	truncated: z.boolean().optional(),
});
export type OperationEvidence = z.infer<typeof operationEvidence>;

/** What the peer of a live connection saw. Bytes, milliseconds. */
export const peerEvidence = z.object({
	/** Of the container's network. `loopback` is in results of before 0.1.0 only. */
	topology: z.enum([...topologyNames, 'loopback']),
	/** Address that the connection was made to. */
	address: z.string().optional(),
	sent: z.number(),
	received: z.number(),
	/** Bytes that came back wrong, twice or out of order. */
	corrupt: z.number(),
	/** Error that ended the connection: `ECONNRESET`, `ETIMEDOUT`; absent while it lived. */
	error: z.string().optional(),
	/** Longest silence between two echoes, ms. */
	longestGap: z.number(),
	/** When it heard nothing: the longest silences, ms since the cell's first operation began. */
	silences: z.array(z.object({from: z.number(), to: z.number()})).optional(),
});
export type PeerEvidence = z.infer<typeof peerEvidence>;

export const evidence = z.object({
	operations: z.array(operationEvidence),
	peer: peerEvidence.optional(),
	/** Which packets came through, by kind, where a scenario probes them. */
	packets: z.array(probedFlow).optional(),
	/** Workload's counter before the dump and after the restore. */
	workload: z.object({before: z.number(), after: z.number()}).optional(),
});
export type Evidence = z.infer<typeof evidence>;
