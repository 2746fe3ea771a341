// What is in a ruleset beside CRIU's lock: it must be the same before the lock and while it is held. Whoever sets CRIU's mark on
// packets in a table of another name opens the lock without touching it.
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
