// Turns a rule of `nft -j` into clauses of text. An expression that netlock does not know stays JSON, which no lock
// has.

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that do not belong to a rule's effect: counters, and handles of this listing. */
const volatile: ReadonlySet<string> = new Set(['handle', 'index', 'packets', 'bytes', 'used', 'expires']);
const asJson = (value: unknown): string =>
	JSON.stringify(value, (key, each: unknown) => (volatile.has(key) ? undefined : each));

const only = (value: unknown): readonly [string, unknown] | undefined => {
	const entries = isNode(value) ? Object.entries(value) : [];
	return entries.length === 1 ? entries[0] : undefined;
};

const hex = (value: unknown): string => (typeof value === 'number' ? `0x${value.toString(16)}` : operand(value));

const operands: Readonly<Record<string, (value: Node, all: unknown) => string>> = {
	meta: ({key}) => `meta ${key}`,
	ct: ({key}) => `ct ${key}`,
	payload: ({protocol, field}, all) => (protocol === undefined ? asJson(all) : `${protocol} ${field}`),
	prefix: ({addr, len}) => `${operand(addr)}/${len}`,
};

const operand = (value: unknown): string => {
	if (typeof value === 'string' || typeof value === 'number') return String(value);
	const [name = '', content] = only(value) ?? [];
	if (name === '&' && Array.isArray(content)) return `${operand(content[0])} & ${hex(content[1])}`;
	if (name === 'concat' && Array.isArray(content)) return content.map(operand).join(' . ');
	return (isNode(content) ? operands[name]?.(content, value) : undefined) ?? asJson(value);
};

const match = ({op, left, right}: Node): string => {
	const what = operand(left);
	const value = /\bmark\b/.test(what) ? hex(right) : operand(right);
	return [what, ...(op === '==' ? [] : [String(op)]), value].join(' ');
};

/** A match of xtables that nft cannot read: its name at most. Older versions print `null`. */
const opaque = (content: unknown): string => (isNode(content) ? `xt ${content.type} ${content.name}` : 'xt unknown');

const clause = (expression: unknown): string | undefined => {
	const [name = '', content] = only(expression) ?? [];
	if (name === 'counter') return undefined;
	if (name === 'match' && isNode(content)) return match(content);
	if (name === 'xt') return opaque(content);
	if (content === null) return name;
	if (isNode(content) && typeof content.target === 'string') return `${name} ${content.target}`;
	return asJson(expression);
};

/** nft adds this clause itself when it lists a port. */
const isImplied = (each: string, all: readonly string[]): boolean =>
	/^(meta l4proto|ip protocol|ip6 nexthdr) (tcp|6)$/.test(each) && all.some(other => /^tcp [sd]port /.test(other));

export const clausesOf = (expressions: readonly unknown[]): string[] => {
	const clauses = expressions.map(clause).filter(each => each !== undefined);
	return clauses.filter(each => !isImplied(each, clauses));
};

export const elementText = (element: unknown): string => operand(element);
