// The method that CRIU uses in the end: the lock asked for, or its default; and the tool that the method needs.

import type {Lock, Method} from './axes.ts';
import type {ImageFacts} from './facts.ts';

/** Undefined when no lock is asked for and the default is not known. */
export const methodFor = (lock: Lock, {criu}: Pick<ImageFacts, 'criu'>): Method | undefined =>
	lock === 'unset' ? criu.defaultLock : lock;

/** The program that CRIU runs to take a lock. For nftables CRIU uses a library in its own process (CRIU criu/net.c). */
export const lockTool: Record<Method, string | undefined> = {
	iptables: 'iptables-restore',
	nftables: undefined,
	skip: undefined,
};
