// Reads the tables in the output of `nft -j list ruleset`.
import {type Listed, readListing} from '../nft-listing.ts';
import {clausesOf, elementText} from './nft-clauses.ts';
import type {Chain, Table} from './table.ts';

const setType = ({type, flags: words}: NonNullable<Listed['set']>): string =>
	[[type].flat().join(' . '), ...(words === undefined ? [] : ['flags', words].flat())].join(' ');

const hookOf = ({type, hook, prio}: NonNullable<Listed['chain']>): string | undefined =>
	hook === undefined ? undefined : `${type} hook ${hook} priority ${prio}`;

/** @throws RulesetInvalid */
export const tablesInNft = (json: string): Table[] => {
	const tables = new Map<string, Table>();
	const chains = new Map<string, Chain>();
	const tableOf = (family: string, name: string): Table => {
		const key = `${family} ${name}`;
		const known = tables.get(key) ?? {name: key, family, chains: [], sets: [], others: []};
		tables.set(key, known);
		return known;
	};
	const read = ({table, chain, rule, set, map, flowtable}: Listed): void => {
		if (table) {
			const words = table.flags === undefined ? [] : [`flags ${[table.flags].flat().join(' ')}`];
			tableOf(table.family, table.name).others.push(...words);
		}
		if (chain) {
			const made = {name: chain.name, hook: hookOf(chain), policy: chain.policy, rules: []};
			chains.set(`${chain.family} ${chain.table} ${chain.name}`, made);
			tableOf(chain.family, chain.table).chains.push(made);
		}
		if (rule) chains.get(`${rule.family} ${rule.table} ${rule.chain}`)?.rules.push(clausesOf(rule.expr));
		if (set) {
			const made = {name: set.name, type: setType(set), elements: set.elem.map(elementText)};
			tableOf(set.family, set.table).sets.push(made);
		}
		if (map) tableOf(map.family, map.table).others.push(`map ${map.name}`);
		if (flowtable) tableOf(flowtable.family, flowtable.table).others.push(`flowtable ${flowtable.name}`);
	};
	for (const each of readListing(json)) read(each);
	return [...tables.values()];
};
