// Says which process put the lock into the kernel: `nft monitor` prints what a transaction changed, then the process
// that made it.

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
