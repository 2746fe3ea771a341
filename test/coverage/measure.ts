// Coverage of rooms, from c8's summary of files, compared with their minimums.
import {stripTypeScriptTypes} from 'node:module';
import {relative} from 'node:path';
import {roomOf} from '../floors/rules.ts';
import type {Floor} from './rooms.ts';

type Lines = {total: number; covered: number};
/** c8's coverage-summary.json: absolute path, or `total`, to counts. */
export type Summary = Readonly<Record<string, {lines: Lines}>>;
export type Measured = {room: string; percent: number};

/** Percent with one decimal, rounded down, so that a room with this number reaches a minimum of the same number. */
export const percentOf = ({covered, total}: Lines): number =>
	total === 0 ? 100 : Math.floor((covered / total) * 1000) / 10;

/** Whether a file has anything to run. A test cannot reach a file with types only, and it does not count. */
export const hasCode = (source: string): boolean => {
	const code = stripTypeScriptTypes(source).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
	return /[^\s;]/.test(code);
};

export const measureRooms = (summary: Summary, root: string): Measured[] => {
	const files = Object.entries(summary).filter(([path]) => path !== 'total');
	const byRoom = Map.groupBy(files, ([path]) => roomOf(relative(root, path)));
	return [...byRoom]
		.map(([room, entries]) => {
			const sum = (count: keyof Lines) => entries.reduce((total, [, {lines}]) => total + lines[count], 0);
			return {room, percent: percentOf({covered: sum('covered'), total: sum('total')})};
		})
		.sort((one, other) => one.room.localeCompare(other.room));
};

/** What is wrong with the measured rooms, one line each. */
export const problemsOf = (measured: readonly Measured[], floors: Readonly<Record<string, Floor>>): string[] => [
	...measured.flatMap(({room, percent}) => {
		const floor = floors[room];
		if (floor === undefined) return [`${room} has no floor in test/coverage/rooms.ts`];
		return percent < floor.lines ? [`${room}: ${percent} % of lines by fast tests, the floor is ${floor.lines} %`] : [];
	}),
	...Object.keys(floors)
		.filter(room => !measured.some(each => each.room === room))
		.map(room => `${room} is in test/coverage/rooms.ts and no room of harness/`),
];
