// The record layer: the lock in the ruleset of a dumped network namespace. The files are text behind CRIU's magic
// number: the output of `nft list ruleset` in nftables-*.img, that of iptables-legacy-save in iptables-*.img (CRIU
// criu/net.c).
import type {Method} from '../model/axes.ts';

/** `text`: the content of these files in a row. An iptables-nft lock is in the nftables file. */
export const lockInImage = (text: string): Exclude<Method, 'skip'>[] => [
	...(/^:CRIU |\bchain CRIU\b/m.test(text) ? (['iptables'] as const) : []),
	...(/table inet CRIU-/.test(text) ? (['nftables'] as const) : []),
];
