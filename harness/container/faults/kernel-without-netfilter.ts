// Hides netfilter's netlink from CRIU and the programs that it starts, as a kernel without it would. netlock itself
// still lists rules through the real kernel. Source: images/tools/without-netfilter.c.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';

// The wrapper is in PATH after the tap, which calls the next criu that it finds, and before the image's own criu.
const script = `criu=$(PATH=/usr/sbin:/usr/bin:/sbin:/bin; command -v criu) &&
	printf '#!/bin/sh\\nexec /opt/netlock/bin/without-netfilter %s "$@"\\n' "$criu" > /usr/local/sbin/criu &&
	chmod +x /usr/local/sbin/criu && ! /opt/netlock/bin/without-netfilter nft list ruleset`;

/** @throws EvidenceMissing when netfilter can still be used */
export const withoutNetfilter = async (context: CellContext): Promise<void> => {
	const {exit, stderr} = await shell(context, script);
	if (exit !== 0) throw new EvidenceMissing('netfilter could not be hidden from CRIU', stderr);
};
