// Layer 3, kernel: what a lock on a whole network namespace lets through. From outside half a lock looks like a whole one: what
// comes in unanswered, and what is answered unheard, are the same silence. In CRIU's own namespace only connections are locked.
import {z} from 'zod';
import {RulesetInvalid} from './ruleset.ts';

const table = z.object({family: z.literal('inet'), name: z.string().startsWith('CRIU-')});
const chain = z.object({
	family: z.string(),
	table: z.string(),
	name: z.string(),
	hook: z.string().optional(),
	policy: z.string().optional(),
});
const jump = z.object({jump: z.object({target: z.literal('CRIU')})});
const jumpRule = z.object({
	family: z.string(),
	table: z.string(),
	chain: z.string(),
	expr: z.array(z.unknown()).refine(expressions => expressions.some(each => jump.safeParse(each).success)),
});
const ruleset = z.object({
	nftables: z.array(z.object({table: z.unknown().optional(), chain: chain.optional(), rule: z.unknown().optional()})),
});

type Chain = z.infer<typeof chain>;

const key = (...words: readonly (string | undefined)[]): string => JSON.stringify(words);

const parse = (json: string): z.infer<typeof ruleset>['nftables'] => {
	try {
		return ruleset.parse(JSON.parse(json)).nftables;
	} catch (error) {
		throw new RulesetInvalid(json, error);
	}
};

const ofTable = (name: string, dropping: ReadonlySet<string>): string[] =>
	['input', 'output']
		.filter(direction => !dropping.has(key(name, direction)))
		.map(direction => `table inet ${name} drops no ${direction}`);

const ofChain = ({family, table: name}: Chain, jumps: ReadonlySet<string>): string[] =>
	['INPUT', 'OUTPUT']
		.filter(base => !jumps.has(key(family, name, base)))
		.map(base => `no jump ${family} ${name} ${base} → CRIU`);

/** `json`: what `nft -j list ruleset` prints. Empty when each lock in it holds both directions, and when there is none. */
export const openings = (json: string): string[] => {
	const objects = parse(json);
	const chains = objects.flatMap(each => each.chain ?? []);
	const tables = objects.flatMap(each => table.safeParse(each.table).data ?? []);
	const jumps = objects.flatMap(each => jumpRule.safeParse(each.rule).data ?? []);
	const dropping = chains.filter(({family, policy}) => family === 'inet' && policy === 'drop');
	// A hostile ruleset has any number of tables and chains.
	const drops = new Set(dropping.map(each => key(each.table, each.hook)));
	const jumped = new Set(jumps.map(each => key(each.family, each.table, each.chain)));
	return [
		...tables.flatMap(({name}) => ofTable(name, drops)),
		...chains.filter(({name}) => name === 'CRIU').flatMap(each => ofChain(each, jumped)),
	];
};
