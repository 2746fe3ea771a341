// Says which process put the lock into the kernel, and whether it was taken away meanwhile: `nft monitor` prints what a
// transaction changed, then the process that made it.

const transaction = /^# new generation \d+ by process \d+ \((.+)\)$/;

/**
 * Names of the processes whose transactions made objects of CRIU's lock, in order, each once. The kernel cuts a name to
 * fifteen characters: `criu` for nftables, `iptables-restor` and `ip6tables-resto` for iptables-nft.
 */
export const lockMakers = (monitor: string): string[] => {
	const makers = new Set<string>();
	let touchesLock = false;
	for (const line of monitor.split('\n')) {
		const [, name] = transaction.exec(line) ?? [];
		if (name === undefined) {
			touchesLock ||= /\binet CRIU-|\bCRIU(?![\w-])/.test(line);
			continue;
		}
		if (touchesLock) makers.add(name);
		touchesLock = false;
	}
	return [...makers];
};

/** Whether one of the lock's objects, such as `table inet CRIU-1`, was deleted while `nft monitor` watched. */
export const isTakenAway = (monitor: string, objects: readonly string[]): boolean =>
	monitor
		.split('\n')
		.some(line => /^(?:delete|destroy|flush) /.test(line) && objects.some(each => `${line} `.includes(` ${each} `)));
