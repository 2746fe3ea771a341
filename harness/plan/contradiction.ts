// For scenarios in which two sources disagree: a method to set against the one that must win.
import type {Method} from '../model/axes.ts';

// Never iptables: wherever it wrongly wins, the dump still succeeds, and the record and the kernel can tell.
const others: Record<Method, Method> = {iptables: 'nftables', nftables: 'skip', skip: 'nftables'};

/** Another method, which needs no tool in the image. */
export const another = (method: Method): Method => others[method];
