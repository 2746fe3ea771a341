// Layer 3, kernel: what a lock on a whole network namespace lets through. From outside half a lock looks like a whole one: what
// comes in unanswered, and what is answered unheard, are the same silence. In CRIU's own namespace only connections are locked.
import {z} from 'zod';

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
type JumpRule = z.infer<typeof jumpRule>;

const ofTable = (name: string, chains: readonly Chain[]): string[] => {
	const dropping = chains.filter(each => each.family === 'inet' && each.table === name && each.policy === 'drop');
	return ['input', 'output']
		.filter(direction => !dropping.some(({hook}) => hook === direction))
		.map(direction => `table inet ${name} drops no ${direction}`);
};

const ofChain = ({family, table: name}: Chain, rules: readonly JumpRule[]): string[] => {
	const jumps = rules.filter(each => each.family === family && each.table === name);
	return ['INPUT', 'OUTPUT']
		.filter(base => !jumps.some(each => each.chain === base))
		.map(base => `no jump ${family} ${name} ${base} → CRIU`);
};

/** `json`: what `nft -j list ruleset` prints. Empty when each lock in it holds both directions, and when there is none. */
export const openings = (json: string): string[] => {
	const {nftables} = ruleset.parse(JSON.parse(json));
	const chains = nftables.flatMap(each => each.chain ?? []);
	const tables = nftables.flatMap(each => table.safeParse(each.table).data ?? []);
	const rules = nftables.flatMap(each => jumpRule.safeParse(each.rule).data ?? []);
	return [
		...tables.flatMap(({name}) => ofTable(name, chains)),
		...chains.filter(({name}) => name === 'CRIU').flatMap(each => ofChain(each, rules)),
	];
};
