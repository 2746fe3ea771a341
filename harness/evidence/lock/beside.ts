// Compares the rules beside CRIU's lock: they must be the same before the lock and under it. A program that sets CRIU's
// mark in another table opens the lock without changing it.
import {firewallChange} from '../firewall.ts';
import {isLockTable} from './form.ts';
import {ruleText, type Table} from './table.ts';

const rulesBeside = (tables: readonly Table[]): string[] =>
	tables
		.filter(table => !isLockTable(table))
		.flatMap(({name: table, chains}) =>
			chains
				.filter(({name}) => name !== 'CRIU')
				.flatMap(({name, policy, rules}) => [
					...(policy === undefined || policy === 'accept' ? [] : [`${table} ${name} policy ${policy}`]),
					...rules.map(rule => `${table} ${name} ${ruleText(rule)}`).filter(rule => !rule.endsWith(' jump CRIU')),
				]),
		);

export const besideDifferences = (before: readonly Table[], held: readonly Table[]): string[] => {
	const change = firewallChange(rulesBeside(before), rulesBeside(held));
	return change === undefined ? [] : [`the rules beside the lock were to stay as they were, but the network ${change}`];
};
