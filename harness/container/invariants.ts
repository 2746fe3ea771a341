// The invariants of every dump and restore, layer by layer. The first layer that disagrees gives the verdict. A
// scenario only states what is special about it, which invariants it suspends, and why.
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
	/** request: the request has every option that was asked for, and no other. */
	| 'request'
	/** record: inventory.img names the lock of the request, else of the files that CRIU reads, else the default. */
	| 'record'
	/** kernel: no lock before the dump. */
	| 'before'
	/** kernel: while dumped, exactly that lock in the container's network namespace, until the restore releases it. */
	| 'held'
	/** kernel: no lock in the sandbox's own network namespace. */
	| 'elsewhere'
	/** kernel: no lock once the container runs again. */
	| 'gone';

/** Invariants that are not checked for an operation, each with the reason. */
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

/** With `host`, the sandbox's network namespace is the container's, so this check is left out. */
const elsewhere = (held: Held): Check => [
	'elsewhere',
	() => {
		if (!isOnHost(held)) isGone(held.operation, 'after, outside', 'the sandbox’s own network namespace');
	},
];

const gone = ({operation}: Held): Check => ['gone', () => isGone(operation, 'after', containers)];

/**
 * Checks the lock at post-dump: that of a whole network namespace or, with `host`, of the dumped connections. If there
 * are no connections, nftables still has its table, with empty sets (CRIU criu/netfilter.c).
 */
const heldBy = (held: Held, method: Method, connections: boolean): void => {
	const dumped = at(held.operation, 'post-dump');
	if (!isOnHost(held) || connections || dumped.locks.length > 0) holdsExactly(dumped, method);
};

/**
 * Checks that the lock is still there after the dump, if the network namespace outlives the container. The host's
 * always does.
 */
const staysHeld = (held: Held, method: Method, connections: boolean): void => {
	const {kernel = []} = held.operation;
	const where = isOnHost(held) ? 'after, outside' : 'after';
	const after = kernel.find(({stage}) => stage === where);
	if (after === undefined || method === 'skip' || (isOnHost(held) && !connections)) return;
	if (after.locks.includes(method)) {
		const {differences: [first, ...more] = []} = after;
		if (first !== undefined) throw new Disagreement('kernel', `once the dump had ended ${first}`, more);
		return;
	}
	throw new Disagreement(
		'kernel',
		`once the dump had ended the kernel was to have the ${method} lock, but had ${seen(after)}`,
	);
};

const nothingBefore = (held: Held): void => {
	// For its own network namespace CRIU runs no `network-lock` script (criu/net.c).
	if (isOnHost(held)) return;
	const before = at(held.operation, 'network-lock');
	if (before.locks.length === 0) return;
	throw new Disagreement('kernel', `before the dump locked anything the kernel had ${seen(before)}`);
};

export const holdRequest = (held: Held): void => hold(held, [request(held)]);

/** Checks a dump that succeeded. */
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

/** Checks a dump that had to fail: the container runs on. */
export const holdFailedDump = (held: Held): void => hold(held, [request(held), elsewhere(held), gone(held)]);

/** Asked to leave the network namespace empty, CRIU takes the lock again (CRIU criu/cr-restore.c). */
const locksAgain = ({fields = []}: Operation): boolean =>
	fields.some(({name, value}) => name === 'empty_ns' && value !== '0');

/** Checks a restore that succeeded. `method`: of the dump. `isLocked`: whether its lock is still there. */
export const holdRestore = (held: Held, {method, isLocked}: {method: Method | undefined; isLocked: boolean}): void => {
	const {operation} = held;
	const locked = isLocked || locksAgain(operation) ? method : undefined;
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

/** Checks a restore that had to fail. The scenario itself says what must be left of the lock. */
export const holdFailedRestore = (held: Held): void => hold(held, [request(held), elsewhere(held)]);
