// The part of a ruleset that decides about packets, in one form for nftables and iptables-legacy: rules as clauses of
// text in nft's words, without counters and handles. Two rules with the same effect have the same text.

/** `['meta mark 0xc114', 'accept']` */
export type Rule = readonly string[];

export type Chain = {
	name: string;
	/** `filter hook input priority 0`. Undefined for a chain that other rules jump to. */
	hook: string | undefined;
	policy: string | undefined;
	rules: Rule[];
};

export type AddressSet = {name: string; type: string; elements: string[]};

export type Table = {
	/** `inet CRIU-1`, `ip filter`, `legacy ip6 filter` */
	name: string;
	family: string;
	chains: Chain[];
	sets: AddressSet[];
	/** Objects that no lock has: flags of the table, maps, flow tables. */
	others: string[];
};

export const ruleText = (rule: Rule): string => rule.join(' ');

/** Limits for a readable sentence: a hostile chain has any number of rules, of any length. */
const [longest, most] = [200, 8];
const quoted = (rule: Rule): string => {
	const text = ruleText(rule);
	return `\`${text.length <= longest ? text : `${text.slice(0, longest)}...`}\``;
};

export const describeRules = (rules: readonly Rule[]): string => {
	if (rules.length === 0) return 'no rule';
	const rest = rules.length - most;
	return [...rules.slice(0, most).map(quoted), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
};
