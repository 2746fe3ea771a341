// Picks from CRIU's log the lines that name the cause of a failure. Never used to tell which lock was taken: CRIU does not
// log that, and a good run's log has `Error` lines too.

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

/** What only says that it failed, after the line that says why. */
const consequences = [/(Dumping|Restoring|Restore) FAILED/, /\bfailed with -?\d+$/, /criu failed/];

const withoutTime = (line: string): string => line.replace(/^\(\d+\.\d+\)\s*/, '').trim();

/** The last line that says why CRIU gave up; undefined when none does. */
export const whatEnded = (log: string): string | undefined => {
	const lines = log.split('\n').filter(isCause).map(withoutTime);
	return lines.findLast(line => !consequences.some(pattern => pattern.test(line))) ?? lines.at(-1);
};

/** At most `limit` lines, in order, without time stamps; none when CRIU says that it succeeded. */
export const causes = (log: string, limit = 12): string[] => {
	if (succeeded(log)) return [];
	return log.split('\n').filter(isCause).slice(0, limit).map(withoutTime);
};
