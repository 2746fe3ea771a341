// What CRIU uses in the end: the lock that is asked for, or its default.

import type {Lock, Method} from './axes.ts';
import type {ImageFacts} from './facts.ts';

/** Undefined when nothing is asked for and the default is not known. */
export const methodFor = (lock: Lock, {criu}: Pick<ImageFacts, 'criu'>): Method | undefined =>
	lock === 'unset' ? criu.defaultLock : lock;
