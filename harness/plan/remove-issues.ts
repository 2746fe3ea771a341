// Removes known issues from their file, as a diff for `git apply`.
import {isMap, isSeq, LineCounter, parseDocument} from 'yaml';

/** Lines of context around a change. */
const context = 3;

/** Numbers of the entries' lines, from 0: each entry ends before the next one, or before a blank line or comment. */
const linesOf = (text: string, ids: ReadonlySet<string>): Set<number> => {
	const counter = new LineCounter();
	const {contents} = parseDocument(text, {lineCounter: counter});
	const lines = text.split('\n');
	const taken = new Set<number>();
	if (!isSeq(contents)) return taken;
	const lineAt = (offset: number): number => counter.linePos(offset).line - 1;
	const starts = contents.items.map(item => (isMap(item) && item.range ? lineAt(item.range[0]) : 0));
	for (const [index, item] of contents.items.entries()) {
		if (!isMap(item) || !ids.has(String(item.get('id')))) continue;
		let end = starts[index + 1] ?? lines.length;
		while (/^\s*(#.*)?$/.test(lines[end - 1] ?? 'x')) end--;
		for (let line = starts[index] ?? 0; line < end; line++) taken.add(line);
	}
	return taken;
};

/** Lines near each other are in one hunk. */
const hunksOf = (taken: ReadonlySet<number>, count: number): [from: number, to: number][] => {
	const hunks: [number, number][] = [];
	for (const line of [...taken].sort((a, b) => a - b)) {
		const [from, to] = [Math.max(0, line - context), Math.min(count, line + context + 1)];
		const last = hunks.at(-1);
		if (last && from <= last[1]) last[1] = to;
		else hunks.push([from, to]);
	}
	return hunks;
};

/** `path`: the file's name in the diff. The diff is empty if the file has none of the entries. */
export const removalDiff = (path: string, text: string, ids: ReadonlySet<string>): string => {
	const lines = text.replace(/\n$/, '').split('\n');
	const taken = linesOf(text, ids);
	if (taken.size === 0) return '';
	let removed = 0;
	const hunks = hunksOf(taken, lines.length).map(([from, to]) => {
		const body = lines.slice(from, to).map((line, index) => `${taken.has(from + index) ? '-' : ' '}${line}`);
		const fewer = body.filter(line => line.startsWith('-')).length;
		const left = body.length - fewer;
		const begin = from + 1 - removed - (left === 0 ? 1 : 0);
		removed += fewer;
		return [`@@ -${from + 1},${body.length} +${begin},${left} @@`, ...body].join('\n');
	});
	return `${[`--- a/${path}`, `+++ b/${path}`, ...hunks].join('\n')}\n`;
};
