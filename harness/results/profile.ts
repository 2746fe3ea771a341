// profile.json: where the time of a run went, in the format of the trace viewers of browsers (Chrome's trace events).
import {z} from 'zod';

/** A phase that netlock records during a run, one a line of phases.jsonl. */
export const profiledPhase = z.object({
	/** `netlock`: a phase of the run. `cell`: a phase of a cell, with its id. `engine`: a call to the engine. */
	of: z.enum(['netlock', 'cell', 'engine']),
	name: z.string(),
	cell: z.string().exactOptional(),
	/** Milliseconds since 1970. */
	start: z.number(),
	/** Milliseconds. */
	took: z.number(),
	/** More properties of the phase. */
	args: z
		.object({
			command: z.string().exactOptional(),
			/** Processes and threads that a sandbox started. */
			started: z.number().exactOptional(),
			/** Milliseconds of processor time of a sandbox. */
			processor: z.number().exactOptional(),
		})
		.exactOptional(),
});
export type ProfiledPhase = z.infer<typeof profiledPhase>;

const common = {name: z.string(), pid: z.number(), tid: z.number()};

export const profile = z.object({
	schema: z.literal(1),
	displayTimeUnit: z.literal('ms'),
	traceEvents: z.array(
		z.discriminatedUnion('ph', [
			/** The name of a group of lines, or of a line. */
			z.object({...common, ph: z.literal('M'), args: z.object({name: z.string()})}),
			/** A phase; `ts` and `dur` in microseconds. */
			z.object({
				...common,
				ph: z.literal('X'),
				cat: z.enum(['netlock', 'cell', 'engine']),
				ts: z.number(),
				dur: z.number(),
				args: profiledPhase.shape.args,
			}),
		]),
	),
	otherData: z.object({
		run: z.string(),
		/** Of the whole machine during the run: milliseconds of processor time, processes and threads started. */
		machine: z.object({processor: z.number(), started: z.number()}),
		/** Milliseconds of processor time of netlock's own process. */
		netlock: z.number(),
	}),
});
export type Profile = z.infer<typeof profile>;

const groups = {
	netlock: 'netlock',
	cell: 'cells',
	ahead: 'sandboxes made ahead of their cells',
	engine: 'calls to the engine',
};
type Group = keyof typeof groups;
const groupNames = Object.keys(groups) as Group[];

/** Puts overlapping phases on different lines. Each gets the first line that is free at its start. */
const onLines = <Item extends {start: number; took: number}>(items: readonly Item[]): Map<Item, number> => {
	const [ends, lines]: [number[], Map<Item, number>] = [[], new Map()];
	for (const item of [...items].sort((a, b) => a.start - b.start)) {
		const free = ends.findIndex(end => end <= item.start);
		const line = free === -1 ? ends.length : free;
		ends[line] = item.start + item.took;
		lines.set(item, line);
	}
	return lines;
};

type Place = {pid: number; tid: number};

/**
 * Gives each cell one line for its phases. Sandboxes that started before their cell, and overlapping calls, get lines
 * of their own.
 */
const placesOf = (phases: readonly ProfiledPhase[]): Map<ProfiledPhase, Place> => {
	const isWhole = ({of, name, cell}: ProfiledPhase): boolean => of === 'cell' && name === cell;
	const begins = new Map(phases.filter(isWhole).map(({cell, start}) => [cell, start]));
	const groupOf = ({of, cell, start}: ProfiledPhase): Group =>
		of === 'cell' && start < (begins.get(cell) ?? 0) ? 'ahead' : of;
	const wholes = onLines(phases.filter(isWhole));
	const cells = new Map([...wholes].map(([{cell}, line]) => [cell, line]));
	const others = groupNames.flatMap(group => [...onLines(phases.filter(each => groupOf(each) === group))]);
	const lines = new Map(others);
	return new Map(
		phases.map(each => {
			const group = groupOf(each);
			const line = {netlock: 0, cell: cells.get(each.cell), ahead: lines.get(each), engine: lines.get(each)}[group];
			return [each, {pid: groupNames.indexOf(group), tid: line ?? 0}];
		}),
	);
};

export const profileOf = (phases: readonly ProfiledPhase[], otherData: Profile['otherData']): Profile => {
	const places = placesOf(phases);
	return {
		schema: 1,
		displayTimeUnit: 'ms',
		traceEvents: [
			...groupNames.map((group, pid) => ({
				...{name: 'process_name', pid, tid: 0, ph: 'M' as const},
				args: {name: groups[group]},
			})),
			...phases
				.toSorted((a, b) => a.start - b.start || b.took - a.took)
				.map(phase => ({
					name: phase.name,
					cat: phase.of,
					ph: 'X' as const,
					...(places.get(phase) ?? {pid: 0, tid: 0}),
					ts: Math.round(phase.start * 1000),
					dur: Math.round(phase.took * 1000),
					...(phase.args && {args: phase.args}),
				})),
		],
		otherData,
	};
};
