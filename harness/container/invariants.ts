// What every dump and restore of every scenario is held to, layer by layer in their order: the first that disagrees is the verdict,
// in every cell alike. A scenario says only what is special about it, and which of these it suspends, and why.
import type {Method} from '../model/axes.ts';
import type {CellContext} from './cell-context.ts';
import {lockOf} from './configured.ts';
import {Disagreement} from './errors.ts';
import type {Instance} from './instance.ts';
import {at, holdsExactly, seen} from './layers/kernel.ts';
import {recordLayer} from './layers/record.ts';
import {requestLayer} from './layers/request.ts';
import {restoreKernelLayer} from './layers/restore-kernel.ts';
import type {Operation} from './operation.ts';

export type Invariant =
	/** request: what was asked, and nothing that was not. */
	| 'request'
	/** record: the lock of the request or, where it has none, of the files that CRIU reads, or its default. */
	| 'record'
	/** kernel: before the dump, no lock. */
	| 'before'
	/** kernel: while dumped, that lock and no other, in the container's network namespace; and until the restore lets go of it. */
	| 'held'
	/** kernel: no lock in the sandbox's own network namespace. */
	| 'elsewhere'
	/** kernel: once the container goes on, no lock. */
	| 'gone';

/** Invariants that do not hold for an operation, each with the reason. */
export type Suspended = Partial<Record<Invariant, string>>;

export type Held = {
	context: CellContext;
	instance: Instance;
	operation: Operation;
	except?: Suspended | undefined;
};

type Check = readonly [Invariant, () => void];

const hold = ({except = {}}: Held, checks: readonly Check[]): void => {
	for (const [invariant, check] of checks) if (except[invariant] === undefined) check();
};

const isOnHost = ({instance}: Held): boolean => instance.topology.name === 'host';

const request = ({context, operation, instance}: Held): Check => [
	'request',
	() => requestLayer(context, operation, instance).isAsAsked(),
];

const isGone = ({kernel = []}: Operation, stage: string, where: string): void => {
	const left = kernel.filter(each => each.stage === stage).flatMap(({objects}) => objects);
	if (left.length > 0) throw new Disagreement('kernel', `left behind in ${where}: ${left.join(', ')}`);
};

const containers = 'the container’s network namespace';

/** In the host's network namespace the sandbox's own is the container's. */
const elsewhere = (held: Held): Check => [
	'elsewhere',
	() => {
		if (!isOnHost(held)) isGone(held.operation, 'after, outside', 'the sandbox’s own network namespace');
	},
];

const gone = ({operation}: Held): Check => ['gone', () => isGone(operation, 'after', containers)];

/**
 * The lock at post-dump: of a whole network namespace or, in the host's, of the connections that were dumped. Where there are
 * none, nftables has its table all the same, with nothing in its sets (CRIU criu/netfilter.c).
 */
const heldBy = (held: Held, method: Method, connections: boolean): void => {
	const dumped = at(held.operation, 'post-dump');
	if (!isOnHost(held) || connections || dumped.locks.length > 0) holdsExactly(dumped, method);
};

/** Nothing lets go of it before the restore, where the network namespace outlives the container; that of the host always does. */
const staysHeld = (held: Held, method: Method, connections: boolean): void => {
	const {kernel = []} = held.operation;
	const where = isOnHost(held) ? 'after, outside' : 'after';
	const after = kernel.find(({stage}) => stage === where);
	if (after === undefined || method === 'skip' || (isOnHost(held) && !connections)) return;
	if (after.locks.includes(method)) return;
	throw new Disagreement(
		'kernel',
		`once the dump had ended the kernel was to have the ${method} lock, but had ${seen(after)}`,
	);
};

const nothingBefore = (held: Held): void => {
	// CRIU runs no `network-lock` script in its own network namespace (criu/net.c).
	if (isOnHost(held)) return;
	const before = at(held.operation, 'network-lock');
	if (before.locks.length === 0) return;
	throw new Disagreement('kernel', `before the dump locked anything the kernel had ${seen(before)}`);
};

export const holdRequest = (held: Held): void => hold(held, [request(held)]);

/** A dump that succeeded. */
export const holdDump = (
	held: Held,
	{leaveRunning = false, tcpEstablished}: {leaveRunning?: boolean; tcpEstablished?: boolean},
): void => {
	const {context, instance, operation} = held;
	hold(held, [request(held)]);
	const method = lockOf(context, operation);
	if (method === undefined) return;
	const connections = tcpEstablished ?? instance.workload.hasConnections;
	hold(held, [
		['record', () => recordLayer(operation).says(method)],
		['before', () => nothingBefore(held)],
		['held', () => heldBy(held, method, connections)],
		elsewhere(held),
		leaveRunning ? gone(held) : ['held', () => staysHeld(held, method, connections)],
	]);
};

/** A dump that failed, as it was to: the container runs on. */
export const holdFailedDump = (held: Held): void => hold(held, [request(held), elsewhere(held), gone(held)]);

/** `locked`: what the dump locked by, where that is still there. */
export const holdRestore = (held: Held, locked: Method | undefined): void => {
	const {operation} = held;
	const unlocks = (): void => {
		if (isOnHost(held)) return;
		if (locked === undefined) at(operation, 'network-unlock');
		else restoreKernelLayer(operation).hadUntilUnlock(locked);
	};
	hold(held, [
		request(held),
		['held', unlocks],
		[
			'gone',
			() => {
				at(operation, 'pre-resume');
				isGone(operation, 'pre-resume', containers);
				isGone(operation, 'after', containers);
			},
		],
		elsewhere(held),
	]);
};

/** A restore that failed, as it was to: what is left of the lock then, the scenario tells. */
export const holdFailedRestore = (held: Held): void => hold(held, [request(held), elsewhere(held)]);
