// The words with which a scenario says what must hold on the first three layers. Each throws a Disagreement.
import type {Method} from '../plan/axes.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Lab} from './lab.ts';
import type {Operation, Snapshot} from './operation.ts';

/** What the request must carry: the lock only when the runtime was told by its flag. A restore is not, unless a scenario asks. */
const wantedRequest = ({told, method}: Lab, {kind, asked}: Operation): 'absent' | Method =>
	asked ?? (told === 'flag' && kind === 'checkpoint' ? method : 'absent');

export const describe = (lock: string): string =>
	lock === 'absent' ? 'no network_lock' : `network_lock = ${lock} (field 64)`;

const askedHow = ({told, lock}: Lab, {kind, asked}: Operation): string => {
	if (asked !== undefined) return `--network-lock ${asked} was asked of ${kind}`;
	if (told === 'nothing' || kind === 'restore') return `nothing was asked of ${kind}`;
	return told === 'flag' ? `--network-lock ${lock} was asked` : `${lock} stands in /etc/criu/default.conf only`;
};

/** What is wrong with the request, in words; undefined when it is as it must be. */
export const requestProblem = (lab: Lab, operation: Operation): string | undefined => {
	const {request} = operation;
	if (request === undefined || request === wantedRequest(lab, operation)) return undefined;
	return `${askedHow(lab, operation)}, but ${lab.runtime.name} sent ${describe(request)}`;
};

export type RequestLayer = {
	/** The request names the lock when the runtime was told by its flag, and names none otherwise. */
	isAsAsked: () => void;
	/** The request names this CRIU configuration file. */
	namesFile: (file: string) => void;
};

export const requestLayer = (lab: Lab, operation: Operation): RequestLayer => ({
	isAsAsked: () => {
		if (operation.request === undefined) {
			throw new EvidenceMissing(
				`the tap saw no ${operation.kind} request: ${lab.runtime.name} did not run \`criu swrk\``,
			);
		}
		const problem = requestProblem(lab, operation);
		if (problem !== undefined) throw new Disagreement('request', problem);
	},
	namesFile: file => {
		const {configFile} = operation;
		if (configFile === file) return;
		throw new Disagreement(
			'request',
			`${lab.runtime.name} was to hand CRIU ${file}, but named ${configFile ?? 'no file'}`,
		);
	},
});

export type RecordLayer = {
	/** inventory.img says that CRIU chose this method. */
	says: (method: Method) => void;
};

export const recordLayer = ({record}: Operation): RecordLayer => ({
	says: method => {
		if (record === undefined) throw new EvidenceMissing('the dump succeeded, but wrote no inventory.img');
		if (record === method) return;
		throw new Disagreement('record', `CRIU was to use ${method}, but inventory.img says ${record}`);
	},
});

export type KernelLayer = {
	/** While the dump held the network, the kernel had this lock, in both directions, and no other; before it, none. */
	lockedBy: (method: Method) => void;
	/** A dump that failed had taken this lock and no other, and had it until it let go of the network. */
	lockedUntilGivenUp: (method: Method) => void;
	/** In CRIU's own network namespace: the kernel had this lock for the connections that were dumped, after the dump. */
	connectionsLockedBy: (method: Method) => void;
};

export const seen = ({locks, objects}: Snapshot): string =>
	locks.length === 0 ? 'no lock' : `${locks.join(' and ')} (${objects.join(', ')})`;

export const at = ({snapshots}: Operation, stage: string): Snapshot => {
	const found = snapshots.filter(each => each.stage === stage);
	if (found.length === 0) {
		throw new EvidenceMissing(`no ruleset was seen at stage ${stage}: CRIU did not run the action script`);
	}
	return {
		stage,
		locks: found.flatMap(({locks}) => locks),
		objects: found.flatMap(({objects}) => objects),
		openings: found.flatMap(({openings = []}) => openings),
	};
};

const holdsOnly = (held: Snapshot, method: Method): void => {
	const wanted = method === 'skip' ? [] : [method];
	const same = held.locks.length === wanted.length && wanted.every(each => held.locks.includes(each));
	if (same) return;
	const what = method === 'skip' ? 'no lock' : `the ${method} lock`;
	throw new Disagreement('kernel', `while dumped the kernel was to have ${what}, but had ${seen(held)}`);
};

/** The same, and that it holds what comes in and what goes out. */
const holdsAll = (held: Snapshot, method: Method): void => {
	holdsOnly(held, method);
	const {openings = []} = held;
	if (openings.length === 0) return;
	throw new Disagreement('kernel', `while dumped the ${method} lock let packets through: ${openings.join(', ')}`);
};

export const kernelLayer = (operation: Operation): KernelLayer => ({
	lockedBy: method => {
		const before = at(operation, 'network-lock');
		if (before.locks.length > 0) {
			throw new Disagreement('kernel', `before the dump locked anything the kernel had ${seen(before)}`);
		}
		holdsAll(at(operation, 'post-dump'), method);
	},
	lockedUntilGivenUp: method => holdsAll(at(operation, 'network-unlock'), method),
	// CRIU runs no `network-lock` script there (criu/net.c), so what was before is not seen.
	connectionsLockedBy: method => holdsOnly(at(operation, 'post-dump'), method),
});
