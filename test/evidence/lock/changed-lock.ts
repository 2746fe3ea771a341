// The lock of a real dump with one change, and how it then differs from CRIU's own.
import {namespaceDifferences} from '../../../harness/evidence/lock/form.ts';
import {tablesInNft} from '../../../harness/evidence/lock/nft-tables.ts';
import {tablesInSave} from '../../../harness/evidence/lock/save-tables.ts';
import {evidenceText} from '../../fixtures/evidence.ts';

export const ipv6 = true;
export const inNft = (json: string): string[] => namespaceDifferences(tablesInNft(json), {ipv6});
export const inSave = (save: string): string[] => namespaceDifferences(tablesInSave(save), {ipv6});
export const listed = (name: string): string => evidenceText(`rulesets/${name}.ruleset`);
export const saved = evidenceText('rulesets/iptables-legacy-held.save');

export const table = 'inet CRIU-6626d3a8-cf2a-42cf-ae';
type Object_ = Record<string, object>;
export type Change = (object: Object_) => Object_[];

export const changed = (name: string, change: Change): string => {
	const {nftables} = JSON.parse(listed(name)) as {nftables: Object_[]};
	return JSON.stringify({nftables: nftables.flatMap(change)});
};
const [family, name] = table.split(' ');
export const inTable = {family, table: name};
export const isOf = (object: Object_, kind: string, chain: string): boolean =>
	object[kind] !== undefined && Object.values(object[kind]).includes(chain);
export const withRule =
	(chain: string, expr: object[], before = false): Change =>
	object => {
		if (!isOf(object, 'rule', chain)) return [object];
		const rule = {rule: {...object.rule, expr}};
		return before ? [rule, object] : [object, rule];
	};
export const ofChain =
	(chain: string, words: object): Change =>
	object =>
		isOf(object, 'chain', chain) ? [{chain: {...object.chain, ...words}}] : [object];
export const without =
	(kind: string, chain: string): Change =>
	object =>
		isOf(object, kind, chain) ? [] : [object];
export const adding =
	(object: Object_): Change =>
	each =>
		each.metainfo ? [each, object] : [each];

export const accept = {accept: null};
export const match = (left: object, right: unknown, op = '=='): object => ({match: {op, left, right}});
export const mark = {meta: {key: 'mark'}};
export const marked = '`meta mark 0xc114 accept`';
export const hooked = (hook: string, policy = 'drop', priority = 0): string =>
	`\`filter hook ${hook} priority ${priority}, policy ${policy}\``;
