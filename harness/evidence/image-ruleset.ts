// Layer 2, record: which lock is in the ruleset of a dumped network namespace. The files are text behind CRIU's magic: what
// `nft list ruleset` prints in nftables-*.img, what iptables-legacy-save prints in iptables-*.img (CRIU criu/net.c).
import type {Method} from '../model/axes.ts';

/** `text`: those files, one after the other. An iptables-nft lock is in the nftables file. */
export const lockInImage = (text: string): Exclude<Method, 'skip'>[] => [
	...(/^:CRIU |\bchain CRIU\b/m.test(text) ? (['iptables'] as const) : []),
	...(/table inet CRIU-/.test(text) ? (['nftables'] as const) : []),
];
