// Which packets passed the container's network namespace: before the lock, under it, and after it.
import {z} from 'zod';

const protocols = ['tcp', 'udp', 'icmp'] as const;
const families = ['ipv4', 'ipv6'] as const;
/** Direction as the container sees it. `forwarded`: the packet goes on to another network. */
const directions = ['in', 'out', 'loopback', 'forwarded'] as const;
/** `related`: an ICMP error that answers a datagram. An ICMP reply is `established`. */
const flowStates = ['new', 'established', 'half-closed', 'related'] as const;

export const flow = z.object({
	protocol: z.enum(protocols),
	family: z.enum(families),
	direction: z.enum(directions),
	state: z.enum(flowStates),
	/** SO_MARK of the packet. 0: none. */
	mark: z.number(),
});
export type Flow = z.infer<typeof flow>;

/** Whether the packet passed. Absent: it was not sent at that time. */
export const probedFlow = flow.extend({
	before: z.boolean().optional(),
	held: z.boolean().optional(),
	after: z.boolean().optional(),
});
export type ProbedFlow = z.infer<typeof probedFlow>;
