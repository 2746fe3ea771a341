// CRIU's exact lock in its own network namespace: for each connection of the container a rule or an element in each
// direction, for its family, and nothing else (CRIU criu/netfilter.c).
import {type Form, isLockTable, isRule, passesMarked, tableDifferences, type WantedChain} from './form.ts';
import type {Connection} from './sockets.ts';
import {describeRules, type Rule, type Table} from './table.ts';

const dropsSet = (family: string, set: string): Rule => [
	`${family} saddr . tcp sport . ${family} daddr . tcp dport @${set}`,
	'drop',
];
const chainOf = (hook: string): WantedChain => ({
	hook: `filter hook ${hook} priority 0`,
	policy: 'accept',
	rules: [passesMarked, dropsSet('ip', 'conns4'), dropsSet('ip6', 'conns6')],
});
const setType = (address: string): string => [address, 'inet_service', address, 'inet_service'].join(' . ');
const form: Form = {
	chains: {output: chainOf('output'), input: chainOf('input')},
	sets: {conns4: setType('ipv4_addr'), conns6: setType('ipv6_addr')},
};

/** `where`: the chain or set of the rule. */
type Flow = {where: string; from: string; to: string};

const written = (address: string, port: string): string =>
	address.includes(':') && !address.startsWith('[') ? `[${address}]:${port}` : `${address}:${port}`;
const key = ({where, from, to}: Flow): string => `${where}: ${from} → ${to}`;
const familyOf = (address: string): 'ip' | 'ip6' => (address.startsWith('[') ? 'ip6' : 'ip');

type Dumped = {
	connections: readonly Connection[];
	/** Whether the container has no other connections. */
	areAll: boolean;
};

/**
 * Describes flows that the lock must drop and does not, and those that it must not drop. A lock that drops one direction
 * must drop the other one too.
 */
const flowDifferences = (
	seen: readonly Flow[],
	{connections, areAll}: Dumped,
	flowsOf: (connection: Connection) => Flow[],
	implied: (flow: Flow) => Connection,
): string[] => {
	const has = new Set(seen.map(key));
	const own = new Set(connections.flatMap(flowsOf).map(key));
	const isOwn = (flow: Flow): boolean => flowsOf(implied(flow)).some(each => own.has(key(each)));
	const foreign = areAll && own.size > 0 ? seen.filter(each => !isOwn(each)) : [];
	const wanted = new Set([...connections, ...seen.map(implied)].flatMap(flowsOf).map(key));
	return [
		...foreign.map(each => `${key(each)} was not to be dropped: the container has no such connection`),
		...[...wanted].filter(each => !has.has(each)).map(each => `${each} was to be dropped, but nothing drops it`),
	];
};

const elementsOf = ({sets}: Table): Flow[] =>
	sets.flatMap(({name, elements}) =>
		elements.map(element => {
			const [from = '', sport = '', to = '', dport = ''] = element.split(' . ');
			return {where: name, from: written(from, sport), to: written(to, dport)};
		}),
	);

/** Every dump has a table. If there are several, one of them has the connections of the last dump. */
const nftDifferences = (tables: readonly Table[], {connections, areAll}: Dumped): string[] => {
	const locks = tables.filter(isLockTable);
	if (locks.length === 0) return [];
	const flowsOf = ({local, remote}: Connection): Flow[] => {
		const where = familyOf(local) === 'ip' ? 'conns4' : 'conns6';
		return [
			{where, from: local, to: remote},
			{where, from: remote, to: local},
		];
	};
	const implied = ({from, to}: Flow): Connection => ({local: from, remote: to});
	return [
		...locks.flatMap(table => tableDifferences(table, form)),
		...flowDifferences(
			locks.flatMap(elementsOf),
			{connections, areAll: areAll && locks.length === 1},
			flowsOf,
			implied,
		),
	];
};

const parts = ['saddr', 'sport', 'daddr', 'dport'] as const;

/**
 * The flow of a rule that drops one connection's packets, except those with CRIU's mark. Undefined for any other rule.
 */
const flowOf = (where: string, rule: Rule): Flow | undefined => {
	const value = (part: string): string =>
		rule
			.find(each => each.includes(` ${part} `))
			?.split(' ')
			.at(-1) ?? '';
	const [saddr, sport, daddr, dport] = parts.map(value) as [string, string, string, string];
	const family = /\bip6\b/.test(where) ? 'ip6' : 'ip';
	const wanted = [`${family} saddr ${saddr}`, `${family} daddr ${daddr}`, `tcp sport ${sport}`, `tcp dport ${dport}`];
	const sorted = (all: Rule): Rule => all.toSorted();
	// The order of the matches has no effect.
	return isRule(sorted(rule), sorted([...wanted, 'meta mark != 0xc114', 'drop']))
		? {where, from: written(saddr, sport), to: written(daddr, dport)}
		: undefined;
};

const isHooked = (name: string): boolean => name === 'INPUT' || name === 'OUTPUT';

const filters = (tables: readonly Table[]): Table[] => tables.filter(({name}) => / ?\bip6? filter$/.test(name));

/** CRIU inserts its rules before all others. So every rule above one of them must be CRIU's too. */
const inChain = (where: string, rules: readonly Rule[]): {flows: Flow[]; others: string[]} => {
	const found = rules.map(rule => flowOf(where, rule));
	const last = found.findLastIndex(each => each !== undefined);
	const others = rules.slice(0, Math.max(last, 0)).filter((_, index) => found[index] === undefined);
	return {
		flows: found.filter(each => each !== undefined),
		others: others.map(
			rule => `chain ${where} was to have a rule for each connection only, but has ${describeRules([rule])}`,
		),
	};
};

const iptablesDifferences = (tables: readonly Table[], dumped: Dumped): string[] => {
	const chains = filters(tables).flatMap(({family, chains: all}) =>
		all.filter(({name}) => isHooked(name)).map(({name, rules}) => inChain(`${family} ${name}`, rules)),
	);
	const [flows, others] = [chains.flatMap(each => each.flows), chains.flatMap(each => each.others)];
	const flowsOf = ({local, remote}: Connection): Flow[] => [
		{where: `${familyOf(local)} INPUT`, from: remote, to: local},
		{where: `${familyOf(local)} OUTPUT`, from: local, to: remote},
	];
	const implied = ({where, from, to}: Flow): Connection =>
		where.endsWith('INPUT') ? {local: to, remote: from} : {local: from, remote: to};
	if (flows.length === 0) return [];
	return [...others, ...flowDifferences(flows, dumped, flowsOf, implied)];
};

/** `connections`: of the container, if they are known. `areAll`: only these may be locked. */
export const connectionDifferences = (
	tables: readonly Table[],
	connections: readonly Connection[],
	{areAll}: {areAll: boolean},
): string[] => {
	const dumped = {connections, areAll};
	return tables.some(isLockTable) ? nftDifferences(tables, dumped) : iptablesDifferences(tables, dumped);
};
