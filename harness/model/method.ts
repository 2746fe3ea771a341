// What CRIU uses in the end: the lock that is asked for, or its default; and the tool that it needs for it.

import type {Lock, Method} from './axes.ts';
import type {ImageFacts} from './facts.ts';

/** Undefined when nothing is asked for and the default is not known. */
export const methodFor = (lock: Lock, {criu}: Pick<ImageFacts, 'criu'>): Method | undefined =>
	lock === 'unset' ? criu.defaultLock : lock;

/** The program that CRIU runs to take a lock; nftables goes through a library in CRIU's own process (CRIU criu/net.c). */
export const lockTool: Record<Method, string | undefined> = {
	iptables: 'iptables-restore',
	nftables: undefined,
	skip: undefined,
};
