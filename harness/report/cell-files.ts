// The saved files of a cell, in the order in which they are useful, each with a description. A name from a foreign
// results.json becomes a link only if it stays in the run's folder.

const kinds: readonly [pattern: RegExp, what: string][] = [
	[/(^|\/)verdict\.txt$/, 'the verdict, and the lines that belong to it'],
	[/(^|\/)reproducer\.sh$/, 'a script that shows the failure without netlock'],
	[/(^|\/)commands\.sh$/, 'every command that ran in the sandbox'],
	[/\.log$/, 'log'],
	[/(^|\/)peer\.[^/]*\.jsonl$/, 'what the peer saw'],
	[/\/requests\/[^/]*$/, 'a message to CRIU'],
	[/inventory\.(img|img\.txt|json)$/, 'CRIU’s record'],
	[/-monitor\.txt$/, 'who changed the ruleset'],
	[/\/rulesets\/[^/]*$/, 'the ruleset at a stage'],
	[/(^|\/)(config\.json|[^/]*\.conf)$/, 'configuration'],
];

const rank = (file: string): number => {
	const found = kinds.findIndex(([pattern]) => pattern.test(file));
	return found === -1 ? kinds.length : found;
};

/** Whether the path has no scheme, no host, no root and no step upwards. */
const isInsideRun = (file: string): boolean =>
	!/^[a-z][\w+.-]*:|^[/\\]/i.test(file) && !file.split(/[/\\]/).includes('..');

export const fileHref = (file: string): string | undefined =>
	isInsideRun(file) ? `./${file.split('/').filter(Boolean).map(encodeURIComponent).join('/')}` : undefined;

/** Names relative to `folder`, which has most files of a cell, so that the page contains its path only once. */
export type CellFiles = {folder: string; groups: {what: string; names: string[]}[]};

export const cellFiles = (files: readonly string[], folder: string): CellFiles => {
	const sorted = files.toSorted((a, b) => rank(a) - rank(b));
	const groups = Map.groupBy(sorted, file => kinds[rank(file)]?.[1] ?? 'other');
	return {
		folder,
		groups: [...groups].map(([what, all]) => ({
			what,
			names: all.map(file => (file.startsWith(folder) ? file.slice(folder.length) : `/${file}`)),
		})),
	};
};
