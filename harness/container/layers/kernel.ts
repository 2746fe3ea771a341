// The kernel layer during a dump: the lock in the container's network namespace, stage by stage.
import type {Method} from '../../model/axes.ts';
import type {RulesetEvidence} from '../../model/evidence.ts';
import {Disagreement} from '../errors.ts';
import type {Operation} from '../operation.ts';

export type KernelLayer = {
	/** While the dump held the network, the kernel had exactly this lock, and no other; before it, none. */
	lockedBy: (method: Method) => void;
	/** A dump that failed had taken this lock and no other, and had it until it let go of the network. */
	lockedUntilGivenUp: (method: Method) => void;
	/** In CRIU's own network namespace: the kernel had this lock for the connections that were dumped, after the dump. */
	connectionsLockedBy: (method: Method) => void;
};

export const seen = ({locks, objects}: RulesetEvidence): string =>
	locks.length === 0 ? 'no lock' : `${locks.join(' and ')} (${objects.join(', ')})`;

/** @throws Disagreement when CRIU ran no action script at this stage, which it was configured to do */
export const at = ({operation, kernel = []}: Operation, stage: string): RulesetEvidence => {
	const found = kernel.filter(each => each.stage === stage);
	if (found.length === 0) {
		throw new Disagreement('kernel', `in the ${operation} CRIU ran no action script at stage ${stage}`);
	}
	return {
		stage,
		locks: found.flatMap(({locks}) => locks),
		objects: found.flatMap(({objects}) => objects),
		differences: found.flatMap(({differences = []}) => differences),
	};
};

/** Whether the kernel has this lock and no other. */
export const hasOnly = ({locks}: RulesetEvidence, method: Method): boolean =>
	method === 'skip' ? locks.length === 0 : locks.length === 1 && locks[0] === method;

export const describeLock = (method: Method): string => (method === 'skip' ? 'no lock' : `the ${method} lock`);

/** This lock, no other, and CRIU's own rule by rule. */
export const holdsExactly = (held: RulesetEvidence, method: Method): void => {
	if (!hasOnly(held, method)) {
		throw new Disagreement(
			'kernel',
			`while dumped the kernel was to have ${describeLock(method)}, but had ${seen(held)}`,
		);
	}
	const {differences: [first, ...more] = []} = held;
	if (first === undefined) return;
	throw new Disagreement('kernel', `while dumped ${first}`, more);
};

export const kernelLayer = (operation: Operation): KernelLayer => ({
	lockedBy: method => {
		const before = at(operation, 'network-lock');
		if (before.locks.length > 0) {
			throw new Disagreement('kernel', `before the dump locked anything the kernel had ${seen(before)}`);
		}
		holdsExactly(at(operation, 'post-dump'), method);
	},
	lockedUntilGivenUp: method => holdsExactly(at(operation, 'network-unlock'), method),
	// CRIU runs no `network-lock` script there (criu/net.c), so what was before is not seen.
	connectionsLockedBy: method => holdsExactly(at(operation, 'post-dump'), method),
});
