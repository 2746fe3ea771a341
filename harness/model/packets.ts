// What came through the container's network namespace, packet by packet: before the lock, while it was held, and after it.
import {z} from 'zod';

const protocols = ['tcp', 'udp', 'icmp'] as const;
const families = ['ipv4', 'ipv6'] as const;
/** As the container sees it; `forwarded`: it is sent on, to another network. */
const directions = ['in', 'out', 'loopback', 'forwarded'] as const;
/** `related`: an ICMP error that answers a datagram. Of ICMP, a reply is `established`. */
const flowStates = ['new', 'established', 'half-closed', 'related'] as const;

export const flow = z.object({
	protocol: z.enum(protocols),
	family: z.enum(families),
	direction: z.enum(directions),
	state: z.enum(flowStates),
	/** SO_MARK of what is sent; 0 for none. */
	mark: z.number(),
});
export type Flow = z.infer<typeof flow>;

/** Whether the packet came through; absent when that was not asked. */
export const probedFlow = flow.extend({
	before: z.boolean().optional(),
	held: z.boolean().optional(),
	after: z.boolean().optional(),
});
export type ProbedFlow = z.infer<typeof probedFlow>;
