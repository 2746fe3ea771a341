// A kernel that lacks netfilter's netlink, as far as CRIU and what it starts can tell. The sandbox's own kernel has it: netlock's
// own look at the rules is not affected. Source: images/tools/without-netfilter.c.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

// In PATH after the tap, which hands over to the next criu that it finds, and before the image's own.
const script = `criu=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin; command -v criu) &&
	printf '#!/bin/sh\\nexec /opt/netlock/bin/without-netfilter %s "$@"\\n' "$criu" > /usr/local/sbin/criu &&
	chmod +x /usr/local/sbin/criu && ! /opt/netlock/bin/without-netfilter nft list ruleset`;

/** @throws EvidenceMissing when netfilter can be had all the same */
export const withoutNetfilter = async (context: CellContext): Promise<void> => {
	const {exit, stderr} = await shell(context, script);
	if (exit !== 0) throw new EvidenceMissing('netfilter could not be hidden from CRIU', stderr);
};
