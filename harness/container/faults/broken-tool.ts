// Breaks a tool: it exists but fails, as on a kernel that lacks a feature.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import {withoutNetfilter} from './kernel-without-netfilter.ts';

export type Tools = {
	/** From now on CRIU finds a stand-in for this program, which prints an error and fails. */
	breaks: (name: string) => Promise<void>;
	/** From now on CRIU runs as on a kernel without netfilter's netlink, which nftables and iptables-nft need. */
	lackNetfilter: () => Promise<void>;
};

// The stand-in is beside the tap, in front of the image's own tools. netlock lists rules with other programs (nft,
// iptables-legacy-save).
const script = `printf '#!/bin/sh\\necho "%s: cannot initialise the table" >&2\\nexit 3\\n' "$1" > "/opt/netlock/tap/$1" &&
	chmod +x "/opt/netlock/tap/$1"`;

export const tools = (context: CellContext): Tools => ({
	lackNetfilter: () => withoutNetfilter(context),
	breaks: async name => {
		const {exit, stderr} = await shell(context, script, name);
		if (exit !== 0) throw new EvidenceMissing(`no stand-in for ${name} could be made`, stderr);
	},
});
