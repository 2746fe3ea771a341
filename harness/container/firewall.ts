// A firewall inside the container, set up and listed with the tool of one backend.

import {firewallChange, rulesInNft, rulesInSave} from '../evidence/firewall.ts';
import {text} from '../support/text.ts';
import {type CellContext, run} from './cell-context.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import {runtimeState} from './inspect.ts';
import type {Instance} from './instance.ts';

/**
 * `nftables-conntrack`: accepts connections that the kernel tracks as established, and drops the rest. `iptables-nft`:
 * rules that are plain nftables rules to the kernel. `-extensions`: matches and targets of xtables, which only iptables
 * understands. `-comment`: a rule with a comment, as network plug-ins write them.
 */
export type FirewallKind =
	| 'nftables'
	| 'nftables-conntrack'
	| 'iptables-nft'
	| 'iptables-nft-extensions'
	| 'iptables-nft-comment'
	| 'iptables-legacy';

type Backend = {setUp: string; list: string; read: (text: string) => string[]};

const save = (list: string): Pick<Backend, 'list' | 'read'> => ({list, read: rulesInSave});

// A set, a drop policy, and one rule of each kind that the backends translate differently. No rule stops the workload.
const backends: Record<FirewallKind, Backend> = {
	nftables: {
		setUp: `nft 'table inet guard {
			set closed { type inet_service; elements = { 22, 23 }; }
			chain input {
				type filter hook input priority 0; policy drop;
				tcp dport @closed counter drop
				iif lo accept
			}
		}'`,
		list: 'nft --stateless list ruleset',
		read: rulesInNft,
	},
	// The kernel tracks connections from the first conntrack rule on. The drop policy is added only when the kernel has
	// seen the connection both ways. Outgoing packets may pass, so that the kernel can pick up a connection that it does
	// not know.
	'nftables-conntrack': {
		setUp: `nft 'table inet guard {
			chain input { type filter hook input priority 0; policy accept; ct state established counter accept; }
			chain output { type filter hook output priority 0; policy accept; ct state established counter accept; }
		}'
		turn=0
		while nft list table inet guard | grep -q 'packets 0 '; do
			sleep 0.1
			turn=$((turn + 1))
			[ $turn -lt 50 ] || { echo 'the kernel tracks no connection' >&2; exit 1; }
		done
		nft 'chain inet guard input { policy drop; }; chain inet guard output { policy drop; }'`,
		list: 'nft --stateless list ruleset',
		read: rulesInNft,
	},
	'iptables-nft': {
		setUp: `iptables -P FORWARD DROP
			iptables -A INPUT -p tcp --dport 22 -j DROP
			ip6tables -A INPUT -p icmpv6 --icmpv6-type 130 -j DROP`,
		...save('iptables-save && ip6tables-save'),
	},
	'iptables-nft-extensions': {
		setUp: `iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
			iptables -t nat -A OUTPUT -p tcp --dport 80 -j REDIRECT --to-ports 8080`,
		...save('iptables-save && ip6tables-save'),
	},
	'iptables-nft-comment': {
		setUp: 'iptables -A INPUT -p udp --dport 53 -m comment --comment netlock -j DROP',
		...save('iptables-save && ip6tables-save'),
	},
	'iptables-legacy': {
		setUp: `iptables-legacy -P FORWARD DROP
			iptables-legacy -A INPUT -p tcp --dport 22 -j DROP
			ip6tables-legacy -A INPUT -p tcp --dport 23 -j DROP`,
		...save('iptables-legacy-save && ip6tables-legacy-save'),
	},
};

export type Firewall = {
	/** Asserts that the container has the same rules as at set-up, in the same order, and no others. */
	isUnchanged: () => Promise<void>;
};

export const setUpFirewall = async (
	context: CellContext,
	instance: Instance,
	kind: FirewallKind,
): Promise<Firewall> => {
	const {setUp, list, read} = backends[kind];
	const inside = async (script: string): Promise<string> => {
		const {pid} = await runtimeState(context, instance);
		const {exit, stdout, stderr} = await run(context, ['nsenter', `--net=/proc/${pid}/ns/net`, 'sh', '-ec', script]);
		if (exit !== 0) throw new EvidenceMissing(`the container’s ${kind} rules could not be reached`, stderr);
		return text(stdout);
	};
	await inside(setUp);
	const before = read(await inside(list));
	if (before.length === 0) throw new EvidenceMissing(`the container has no ${kind} rules`);
	return {
		isUnchanged: async () => {
			const change = firewallChange(before, read(await inside(list)));
			if (change !== undefined) throw new Disagreement('kernel', `the container’s own firewall ${change}`);
		},
	};
};
