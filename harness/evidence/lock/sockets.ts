// The container's TCP connections at the moment of a dump, from the inodes that its process has open, /proc/net/tcp and
// tcp6.

/** `127.0.0.1:7007`, `[2001:db8::2]:7007` */
export type Connection = {local: string; remote: string};

const bytesOf = (hex: string): number[] => {
	// The kernel prints each four-byte word in the processor's byte order: the last byte first.
	const words = hex.match(/.{8}/g) ?? [];
	return words.flatMap(word => (word.match(/../g) ?? []).reverse().map(byte => Number.parseInt(byte, 16)));
};

/** An address in the form of nft and iptables: lower case, with the longest run of zeros left out. */
const ipv6Text = (bytes: readonly number[]): string => {
	const groups = Array.from({length: 8}, (_, at) =>
		((bytes[2 * at] ?? 0) * 256 + (bytes[2 * at + 1] ?? 0)).toString(16),
	);
	return new URL(`http://[${groups.join(':')}]`).hostname;
};

const isMapped = (bytes: readonly number[]): boolean =>
	bytes.slice(0, 10).every(byte => byte === 0) && bytes[10] === 255 && bytes[11] === 255;

const endpoint = (text: string): {address: string; port: number} => {
	const [hex = '', port = ''] = text.split(':');
	const bytes = bytesOf(hex);
	const isIpv4 = bytes.length === 4 || isMapped(bytes);
	return {address: isIpv4 ? bytes.slice(-4).join('.') : ipv6Text(bytes), port: Number.parseInt(port, 16)};
};

const row = /^\s*\d+: ([0-9A-F]+:[0-9A-F]{4}) ([0-9A-F]+:[0-9A-F]{4}) \S+ \S+ \S+ \S+ +\d+ +\d+ (\d+) /;

/** Connections in any state: CRIU locks every one that has another end (CRIU criu/sk-tcp.c). */
export const connectionsIn = (text: string): Connection[] => {
	const own = new Set([...text.matchAll(/socket:\[(\d+)\]/g)].map(([, inode]) => inode));
	return text.split('\n').flatMap(line => {
		const [, local = '', remote = '', inode] = row.exec(line) ?? [];
		const [here, there] = [endpoint(local), endpoint(remote)];
		if (!own.has(inode) || there.port === 0) return [];
		return [{local: `${here.address}:${here.port}`, remote: `${there.address}:${there.port}`}];
	});
};
