// CRIU's exact lock on a network namespace: a table or a chain with these rules and nothing else (CRIU criu/net.c). Any
// difference lets more packets pass than it must, or fewer. Each difference is a sentence with what was expected and
// seen.
import {isLockTableName} from './lock-table.ts';
import {type AddressSet, type Chain, describeRules, type Rule, ruleText, type Table} from './table.ts';

/** The rule for CRIU's own packets, which carry this mark (CRIU soccr/soccr.h). */
export const passesMarked: Rule = ['meta mark 0xc114', 'accept'];

/**
 * nft cannot read every match of iptables. Such a match, of which only the name is known, does not count against the
 * lock.
 */
const markUnread = (text: string): readonly string[] =>
	['xt match mark', 'xt unknown'].map(unread => text.replace(/meta mark (?:!= )?0xc114/, unread));

export const isRule = (seen: Rule, wanted: Rule): boolean => {
	const [has, text] = [ruleText(seen), ruleText(wanted)];
	return has === text || markUnread(text).includes(has);
};

const areRules = (seen: readonly Rule[], wanted: readonly Rule[]): boolean =>
	seen.length === wanted.length && wanted.every((rule, index) => isRule(seen[index] ?? [], rule));

export type WantedChain = Pick<Chain, 'hook' | 'policy' | 'rules'>;
export type Form = {chains: Readonly<Record<string, WantedChain>>; sets: Readonly<Record<string, string>>};

const base = ({hook, policy}: Pick<Chain, 'hook' | 'policy'>): string =>
	hook === undefined ? 'without a hook' : `\`${hook}, policy ${policy}\``;

const chainDifferences = (where: string, seen: Chain | undefined, wanted: WantedChain): string[] => {
	if (seen === undefined) return [`${where} was to have ${describeRules(wanted.rules)}, but there is no such chain`];
	return [
		...(base(seen) === base(wanted) ? [] : [`${where} was to be ${base(wanted)}, but is ${base(seen)}`]),
		...(areRules(seen.rules, wanted.rules)
			? []
			: [`${where} was to have ${describeRules(wanted.rules)}, but has ${describeRules(seen.rules)}`]),
	];
};

const setDifferences = (table: string, seen: readonly AddressSet[], wanted: Form['sets']): string[] => {
	const types = new Map(seen.map(({name, type}) => [name, type]));
	return [...new Set([...Object.keys(wanted), ...types.keys()])].flatMap(name => {
		const [should, is] = [wanted[name] ?? 'none', types.get(name) ?? 'none'];
		return should === is ? [] : [`set ${table} ${name} was to be of type ${should}, but is of ${is}`];
	});
};

/** Describes how a table of the lock differs from its exact form. */
export const tableDifferences = ({name: table, family, chains, sets, others}: Table, form: Form): string[] => [
	...(family === 'inet' ? [] : [`table ${table} was to be of the family inet, but is of ${family}`]),
	...Object.entries(form.chains).flatMap(([name, wanted]) =>
		chainDifferences(
			`chain ${table} ${name}`,
			chains.find(each => each.name === name),
			wanted,
		),
	),
	...chains
		.filter(({name}) => form.chains[name] === undefined)
		.map(
			each =>
				`table ${table} was to have no chain ${each.name}, but has one ${base(each)}: ${describeRules(each.rules)}`,
		),
	...setDifferences(table, sets, form.sets),
	...others.map(each => `table ${table} was to have nothing else, but has ${each}`),
];

const wholeChain = (hook: string): WantedChain => ({
	hook: `filter hook ${hook} priority 0`,
	policy: 'drop',
	rules: [passesMarked],
});
const whole: Form = {chains: {output: wholeChain('output'), input: wholeChain('input')}, sets: {}};

export const isLockTable = ({name, family}: Table): boolean => isLockTableName(family, name.slice(family.length + 1));

const chain = ({chains}: Table, wanted: string): Chain | undefined => chains.find(({name}) => name === wanted);

const jump: Rule = ['jump CRIU'];
const jumps = (rule: Rule): boolean => rule.includes('jump CRIU') || rule.includes('goto CRIU');

const jumpDifferences = (table: Table, name: string): string[] => {
	const {hook, rules = []} = chain(table, name) ?? {};
	const where = `chain ${table.name} ${name}`;
	const wantedHook = `filter hook ${name.toLowerCase()} priority 0`;
	return [
		...(hook === wantedHook || hook === undefined ? [] : [`${where} was to be \`${wantedHook}\`, but is \`${hook}\``]),
		...(isRule(rules[0] ?? [], jump)
			? []
			: [`${where} was to begin with \`jump CRIU\`, but begins with ${describeRules(rules.slice(0, 1))}`]),
	];
};

const otherJumps = (table: Table): string[] =>
	table.chains
		.filter(({name}) => name !== 'INPUT' && name !== 'OUTPUT')
		.flatMap(({name, rules}) => rules.filter(jumps).map(rule => ({name, rule})))
		.map(({name, rule}) => `chain ${table.name} ${name} was to have no jump to CRIU, but has \`${ruleText(rule)}\``);

const hasPart = ({chains}: Table): boolean => chains.some(({name, rules}) => name === 'CRIU' || rules.some(jumps));

/** One family's half of an iptables lock: a chain, and a jump to it before all other rules. */
const halfDifferences = (tables: readonly Table[], family: string): string[] => {
	const parts = tables.filter(table => table.family === family && hasPart(table));
	if (parts.length === 0) return [`table ${family} filter was to have the chain CRIU, but has none`];
	return parts.flatMap(table => [
		...chainDifferences(`chain ${table.name} CRIU`, chain(table, 'CRIU'), {
			hook: undefined,
			policy: undefined,
			rules: [passesMarked, ['drop']],
		}),
		...['INPUT', 'OUTPUT'].flatMap(name => jumpDifferences(table, name)),
		...otherJumps(table),
	]);
};

/**
 * `ipv6`: whether the kernel has IPv6. CRIU's iptables lock covers only existing families. Empty when there is no lock.
 */
export const namespaceDifferences = (tables: readonly Table[], {ipv6}: {ipv6: boolean}): string[] => [
	...tables.filter(isLockTable).flatMap(table => tableDifferences(table, whole)),
	...(tables.some(hasPart) ? (ipv6 ? ['ip', 'ip6'] : ['ip']).flatMap(each => halfDifferences(tables, each)) : []),
];
