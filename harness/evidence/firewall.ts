// The container's own firewall as lines that can be compared, from `nft --stateless list ruleset` and iptables-save.
// Counter values, time stamps and empty chains that accept everything are left out.

import {sizes} from '../support/limits.ts';

/**
 * Lines such as `table inet guard / chain input / tcp dport 22 counter drop`. A policy other than accept counts as a
 * rule.
 */
export const rulesInNft = (text: string): string[] => {
	const rules: string[] = [];
	const within: string[] = [];
	for (const raw of text.split('\n')) {
		const line = raw.trim().replaceAll(/\s+/g, ' ');
		if (line === '' || line.startsWith('#')) continue;
		if (line.endsWith('{') && !line.includes('=')) within.push(line.slice(0, -1).trim());
		else if (line === '}') within.pop();
		else if (!line.endsWith('policy accept;')) rules.push([...within, line].join(' / '));
	}
	return rules;
};

/** Lines such as `filter -A INPUT -p tcp -m tcp --dport 22 -j DROP`, from the output of several tools in a row. */
export const rulesInSave = (text: string): string[] => {
	const rules: string[] = [];
	let table = '';
	for (const line of text.split('\n').map(each => each.trim())) {
		if (line.startsWith('*')) table = line.slice(1);
		else if (line.startsWith('-')) rules.push(`${table} ${line}`);
		else if (line.startsWith(':') && !/ (ACCEPT|-) /.test(line)) rules.push(`${table} ${line.replace(/ \[.*/, '')}`);
	}
	return rules;
};

/** Names the first rules. A hostile ruleset has tens of thousands. */
const named = (rules: readonly string[]): string => {
	const words = rules.slice(0, sizes.namedRules).map(rule => `\`${rule.slice(0, sizes.line)}\``);
	const more = rules.length - words.length;
	return [...words, ...(more > 0 ? [`${more} more`] : [])].join(', ');
};

/** Describes the rules that were lost and gained. Undefined when both have the same rules in the same order. */
export const firewallChange = (before: readonly string[], after: readonly string[]): string | undefined => {
	// A hostile ruleset has tens of thousands of rules.
	const [old, current] = [new Set(before), new Set(after)];
	const lost = before.filter(rule => !current.has(rule));
	const gained = after.filter(rule => !old.has(rule));
	const parts = [
		...(lost.length > 0 ? [`lost ${named(lost)}`] : []),
		...(gained.length > 0 ? [`gained ${named(gained)}`] : []),
	];
	if (parts.length > 0) return parts.join(' and ');
	return before.join('\n') === after.join('\n')
		? undefined
		: 'has its rules in another order, or another number of them';
};
