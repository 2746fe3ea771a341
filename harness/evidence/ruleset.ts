// The kernel layer: which lock is in a ruleset. Reads the output of `nft -j list ruleset` and iptables-legacy-save.

import {z} from 'zod';
import type {Method} from '../model/axes.ts';
import {isLockTableName} from './lock/lock-table.ts';
import {readListing} from './nft-listing.ts';

/** The lock in the kernel. `objects` prove it: `table inet CRIU-…`, `chain ip filter CRIU`, `jump …`. */
export type LockInKernel = {locks: Exclude<Method, 'skip'>[]; objects: string[]};

const jump = z.object({jump: z.object({target: z.literal('CRIU')})});
const jumpsToCriu = (expressions: readonly unknown[]): boolean =>
	expressions.some(each => jump.safeParse(each).success);

// In the host's network namespace CRIU locks single connections (criu/netfilter.c): each rule drops packets without its
// mark.
const unmarked = z.object({
	match: z.object({
		op: z.literal('!='),
		left: z.object({meta: z.object({key: z.literal('mark')})}),
		right: z.literal(0xc114),
	}),
});
const dropsUnmarked = (expressions: readonly unknown[]): boolean =>
	expressions.some(each => unmarked.safeParse(each).success) &&
	expressions.some(each => z.object({drop: z.null()}).safeParse(each).success);

/**
 * Recognises CRIU's locks by the objects that CRIU creates (criu/net.c). nftables: `table inet CRIU-<run id or pid>`,
 * matched by prefix, because the name is cut short (criu/netfilter.c). iptables-nft: chain `CRIU` and jumps to it in
 * table `filter`, or rules that drop the packets of one connection without CRIU's mark.
 */
export const lockInRuleset = (json: string): LockInKernel => {
	const found: LockInKernel = {locks: [], objects: []};
	const add = (method: LockInKernel['locks'][number], object: string): void => {
		if (!found.locks.includes(method)) found.locks.push(method);
		found.objects.push(object);
	};
	for (const each of readListing(json)) {
		if (each.table && isLockTableName(each.table.family, each.table.name)) {
			add('nftables', `table ${each.table.family} ${each.table.name}`);
		}
		if (each.chain?.name === 'CRIU') add('iptables', `chain ${each.chain.family} ${each.chain.table} CRIU`);
		if (each.rule && jumpsToCriu(each.rule.expr)) {
			add('iptables', `jump ${each.rule.family} ${each.rule.table} ${each.rule.chain} → CRIU`);
		}
		if (each.rule && dropsUnmarked(each.rule.expr)) {
			add('iptables', `rule ${each.rule.family} ${each.rule.table} ${each.rule.chain} drops a connection`);
		}
	}
	return found;
};

/** The same from iptables-legacy-save, which has its own tables in the kernel. */
export const lockInLegacySave = (save: string): LockInKernel => {
	const objects = save
		.split('\n')
		.filter(line => /^:CRIU\b|\s-j CRIU\b|-m mark ! --mark 0xc114 .{0,1000}-j DROP\b/i.test(line))
		.map(line => `legacy ${line.trim()}`);
	return {locks: objects.length > 0 ? ['iptables'] : [], objects};
};

/** The lock in both: in the list of nft, if there is one, and in that of iptables-legacy. */
export const lockInBoth = (json: string | undefined, legacy: string): LockInKernel => {
	const all = [...(json === undefined ? [] : [lockInRuleset(json)]), lockInLegacySave(legacy)];
	return {locks: [...new Set(all.flatMap(({locks}) => locks))], objects: all.flatMap(({objects}) => objects)};
};

/**
 * The lock in the output of `listRules` (sandbox/list-rules.ts): a line of JSON, then the tables of iptables-legacy.
 */
export const lockInRules = (printed: string): LockInKernel => {
	const [json = '', ...legacy] = printed.split('\n');
	return lockInBoth(json, legacy.join('\n'));
};
