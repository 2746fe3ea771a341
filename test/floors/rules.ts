// Compares imports with the floors: which of them climb, and which form cycles.
import {circles, floors, only} from './floors.ts';
import type {Import} from './imports.ts';

const where = 'test/floors/floors.ts';

/** `harness/report/html/links.ts` → `report`; `harness/index.ts` → `index`; `scenarios/x.ts` → `scenarios`. */
export const roomOf = (file: string): string => {
	const [top = '', room = ''] = file.split('/');
	return top === 'harness' ? room.replace(/\.ts$/, '') : top;
};

const floorOf = (room: string): number => floors.findIndex(rooms => rooms.includes(room));

/** Why a file may not import another. Undefined if it may. */
export const refusal = ({from, to}: Import): string | undefined => {
	const [room, wanted] = [roomOf(from), roomOf(to)];
	if (room === wanted && room !== 'scenarios') return undefined;
	const refused = `${from} imports ${to}`;
	for (const each of [room, wanted]) {
		if (floorOf(each) === -1) return `${refused}: ${each} is on no floor in ${where}`;
	}
	const allowed = only[room];
	if (allowed && !allowed.includes(wanted))
		return `${refused}: ${room} may import ${allowed.join(', ')} only (${where})`;
	if (floorOf(wanted) > floorOf(room)) return undefined;
	return `${refused}: ${wanted} is not below ${room} (${where})`;
};

/** Groups of nodes that lead to each other, each sorted. A node that leads only to itself is no group. */
export const cyclesOf = (edges: readonly (readonly [from: string, to: string])[]): string[][] => {
	const next = Map.groupBy(edges, ([from]) => from);
	const reached = (start: string): Set<string> => {
		const seen = new Set<string>();
		const open = [start];
		for (let node = open.pop(); node !== undefined; node = open.pop()) {
			for (const [, to] of next.get(node) ?? []) {
				if (seen.has(to)) continue;
				seen.add(to);
				open.push(to);
			}
		}
		return seen;
	};
	const from = new Map([...next.keys()].map(node => [node, reached(node)]));
	const groups = [...from.keys()]
		.map(node => [...(from.get(node) ?? [])].filter(other => from.get(other)?.has(node)).sort())
		.filter(group => group.length > 1);
	return [...new Map(groups.map(group => [group.join(), group])).values()];
};

/** Cycles between rooms, types included. */
export const roomCycles = (imports: readonly Import[]): string[][] =>
	cyclesOf(imports.map(({from, to}) => [roomOf(from), roomOf(to)] as const));

/** Cycles between files by value, without those that floors.ts lists, and listed ones that no longer exist. */
export const fileCycles = (imports: readonly Import[]): {unnamed: string[][]; gone: string[][]} => {
	const found = cyclesOf(imports.filter(({isType}) => !isType).map(({from, to}) => [from, to] as const));
	const isSame = (one: readonly string[]) => (other: readonly string[]) => one.join() === other.join();
	const named = circles.map(({files}) => [...files].sort());
	return {
		unnamed: found.filter(circle => !named.some(isSame(circle))),
		gone: named.filter(circle => !found.some(isSame(circle))),
	};
};
