// Picks from CRIU's log the lines that name the cause of a failure. Never used to tell which lock was taken: CRIU does not
// log that, and a good run's log has `Error` lines too.

import {sizes} from '../support/limits.ts';

// Printed in good runs as well: missing /dev/net/tun, a missing CAP_SYS_RESOURCE, addresses that are there already, what
// comes of probing for iptables-legacy, and unlocking a network namespace that never was locked.
const harmless = [
	/tun: Unable to create tun/,
	/Can't setup RLIMIT_NOFILE/,
	/[Aa]ddress already assigned/,
	/iptables-legacy-save|ip6tables-legacy-save/,
];

const isCause = (line: string): boolean =>
	/\bError\b|failed|FAILED/.test(line) && !harmless.some(pattern => pattern.test(line));

/** CRIU's own word that it did what it was asked to: then the failure is somebody else's. */
const succeeded = (log: string): boolean => /(Dumping|Restore) finished successfully/.test(log);

/** CRIU's last word on what it was asked to do, where that failed. What comes after it is clearing up. */
const gaveUpAt = /\b(?:Dumping|Restoring|Restore) FAILED/;

/** Whether CRIU says that it failed, whatever its caller made of that. */
export const gaveUp = (log: string): boolean => !succeeded(log) && gaveUpAt.test(log);

/** What only says that something failed, and not why. */
const consequences = [gaveUpAt, /\bfailed with -?\d+$/, /\bexited, status=/, /criu failed/];

const isConsequence = (line: string): boolean => consequences.some(pattern => pattern.test(line));

/** Nor the process that CRIU's restore names before a line: it is another each time. */
const withoutTime = (line: string): string => line.replace(/^\(\d+\.\d+\)\s*(?:\d+: (?=Error\b))?/, '').trim();

/** Errors up to where CRIU gave up. */
const errors = (log: string): string[] => {
	const all = log.split('\n').map(line => line.slice(0, sizes.line));
	const end = all.findIndex(line => gaveUpAt.test(line));
	return all
		.slice(0, end === -1 ? all.length : end + 1)
		.filter(isCause)
		.map(withoutTime);
};

/** The last line that says why CRIU gave up; undefined when none does. */
export const whatEnded = (log: string): string | undefined => {
	const lines = errors(log);
	return lines.findLast(line => !isConsequence(line)) ?? lines.at(-1);
};

/**
 * At most `limit` lines, without time stamps, and each once; none when CRIU says that it succeeded. Those that say why stand
 * first, in order: CRIU tells an error where it happens, and then in each function that passes it on.
 */
export const causes = (log: string, limit = 12): string[] => {
	if (succeeded(log)) return [];
	const once = [...new Set(errors(log))];
	const [why, others] = [once.filter(line => !isConsequence(line)), once.filter(isConsequence)];
	// Where there is no room for all, the last word stays, for it says that this is all there was.
	const kept = why.slice(0, limit > 1 && others.length > 0 ? limit - 1 : limit);
	return [...kept, ...others.slice(Math.max(0, others.length - (limit - kept.length)))];
};
