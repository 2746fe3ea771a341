// Finds the lines of CRIU's log that name the cause of a failure. The log never decides which lock was taken: CRIU does
// not log that, and good runs log `Error` lines too.

import {sizes} from '../support/limits.ts';

// Errors that good runs also print: no /dev/net/tun, no CAP_SYS_RESOURCE, addresses that exist already, the probe for
// iptables-legacy, and unlocking a network namespace that was never locked.
const harmless = [
	/tun: Unable to create tun/,
	/Can't setup RLIMIT_NOFILE/,
	/[Aa]ddress already assigned/,
	/iptables-legacy-save|ip6tables-legacy-save/,
];

const isCause = (line: string): boolean =>
	/\bError\b|failed|FAILED/.test(line) && !harmless.some(pattern => pattern.test(line));

/** Whether CRIU's log says that it succeeded. Then something else failed. */
const succeeded = (log: string): boolean => /(Dumping|Restore) finished successfully/.test(log);

/** The line in which CRIU says that the operation failed. After it CRIU only clears up. */
const gaveUpAt = /\b(?:Dumping|Restoring|Restore) FAILED/;

/** Whether CRIU's log says that it failed, whatever its caller returned. */
export const gaveUp = (log: string): boolean => !succeeded(log) && gaveUpAt.test(log);

/** Lines that say that something failed, but not why. */
const consequences = [
	gaveUpAt,
	/\bfailed with -?\d+$/,
	/\bexited, status=/,
	/criu failed/,
	/Can't wait or bad status/,
	/Could not initialize kernel features/,
];

const isConsequence = (line: string): boolean => consequences.some(pattern => pattern.test(line));

/** Removes the time, and the process that a restore names before a line: both differ in each run. */
const withoutTime = (line: string): string => line.replace(/^\(\d+\.\d+\)\s*(?:\d+: (?=Error\b))?/, '').trim();

/**
 * Whether libnftables says here, in three lines without a time, that CRIU's table exists already or is gone. A restore
 * goes on then, unless CRIU itself says next that nftables failed.
 */
const isTolerated = (line: string, index: number, all: readonly string[]): boolean =>
	/^Error: .*\b(?:File exists|No such file or directory)\b/.test(line) &&
	/^(?:create|delete) table inet CRIU/.test(all[index + 1] ?? '') &&
	!/\bError \(.*\bnft/.test(all[index + 3] ?? '');

/** The errors up to the line in which CRIU gave up. What CRIU tolerates is among them only if no other says why. */
const errors = (log: string): string[] => {
	const all = log.split('\n').map(line => line.slice(0, sizes.line));
	const end = all.findIndex(line => gaveUpAt.test(line));
	const found = all.slice(0, end === -1 ? all.length : end + 1);
	const fatal = found.filter((line, index) => isCause(line) && !isTolerated(line, index, all)).map(withoutTime);
	return fatal.every(isConsequence) ? found.filter(isCause).map(withoutTime) : fatal;
};

/** The last line that says why CRIU gave up. Undefined when no line does. */
export const lastReason = (log: string): string | undefined => {
	const lines = errors(log);
	return lines.findLast(line => !isConsequence(line)) ?? lines.at(-1);
};

/**
 * At most `limit` lines, without time stamps, each once. Empty when CRIU says that it succeeded. Lines that say why
 * come first, in order: CRIU logs an error where it happens, and again in each function that passes it on.
 */
export const causes = (log: string, limit = 12): string[] => {
	if (succeeded(log)) return [];
	const once = [...new Set(errors(log))];
	const [why, others] = [once.filter(line => !isConsequence(line)), once.filter(isConsequence)];
	// If not all lines fit, the last consequence still stays: it shows that the log has nothing more.
	const reasons = why.slice(0, limit > 1 && others.length > 0 ? limit - 1 : limit);
	return [...reasons, ...others.slice(Math.max(0, others.length - (limit - reasons.length)))];
};
