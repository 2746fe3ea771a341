// The kernel layer during a dump: the lock in the container's network namespace, stage by stage.
import type {Method} from '../../model/axes.ts';
import type {RulesetEvidence} from '../../model/evidence.ts';
import {Disagreement} from '../errors.ts';
import type {Operation} from '../operation.ts';

export type KernelLayer = {
	/** Asserts that the kernel had exactly this lock while the dump held the network, and none before. */
	lockedBy: (method: Method) => void;
	/** Asserts that a failed dump had exactly this lock until it released the network. */
	lockedUntilGivenUp: (method: Method) => void;
	/**
	 * For CRIU's own network namespace: asserts that after the dump the kernel had this lock for the dumped connections.
	 */
	connectionsLockedBy: (method: Method) => void;
};

export const seen = ({locks, objects}: RulesetEvidence): string =>
	locks.length === 0 ? 'no lock' : `${locks.join(' and ')} (${objects.join(', ')})`;

/** @throws Disagreement when CRIU ran no action script at this stage, although it is configured */
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

/** Whether the kernel has exactly this lock. */
export const hasOnly = ({locks}: RulesetEvidence, method: Method): boolean =>
	method === 'skip' ? locks.length === 0 : locks.length === 1 && locks[0] === method;

export const describeLock = (method: Method): string => (method === 'skip' ? 'no lock' : `the ${method} lock`);

/** Asserts that the kernel has exactly this lock, with the rules that CRIU writes. */
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
	// CRIU runs no `network-lock` script for it (criu/net.c), so no ruleset from before the lock exists.
	connectionsLockedBy: method => holdsExactly(at(operation, 'post-dump'), method),
});
