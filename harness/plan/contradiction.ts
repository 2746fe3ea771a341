// For scenarios in which two sources ask for different methods: the method of the source that must lose.
import type {Method} from '../model/axes.ts';

// Never iptables: with the other two the dump still succeeds if the wrong source wins, and record and kernel show it.
const others: Record<Method, Method> = {iptables: 'nftables', nftables: 'skip', skip: 'nftables'};

/** Another method. It needs no tool in the image. */
export const another = (method: Method): Method => others[method];
