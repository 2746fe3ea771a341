// The kernel layer during a restore: the lock is there until CRIU releases it, and is gone afterwards.
import type {Method} from '../../model/axes.ts';
import {Disagreement} from '../errors.ts';
import type {Operation} from '../operation.ts';
import {at, describeLock, hasOnly, seen} from './kernel.ts';

export type RestoreKernelLayer = {
	/** Asserts that the kernel had exactly this lock until the restore unlocked the network. */
	hadUntilUnlock: (method: Method) => void;
	/** The same, and asserts that the lock is gone before the container runs again. */
	unlockedFrom: (method: Method) => void;
};

const hadUntilUnlock = (operation: Operation, method: Method): void => {
	const held = at(operation, 'network-unlock');
	if (!hasOnly(held, method)) {
		throw new Disagreement(
			'kernel',
			`the restore was to unlock ${describeLock(method)}, but the kernel had ${seen(held)}`,
		);
	}
	const {differences: [first, ...more] = []} = held;
	if (first === undefined) return;
	throw new Disagreement('kernel', `until the restore unlocked ${first}`, more);
};

export const restoreKernelLayer = (operation: Operation): RestoreKernelLayer => ({
	hadUntilUnlock: method => hadUntilUnlock(operation, method),
	unlockedFrom: method => {
		hadUntilUnlock(operation, method);
		const resumed = at(operation, 'pre-resume');
		if (resumed.locks.length === 0) return;
		throw new Disagreement('kernel', `before the container went on the kernel still had ${seen(resumed)}`);
	},
});
