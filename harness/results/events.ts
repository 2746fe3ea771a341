// events.jsonl: the run as it happens, one JSON object a line, append-only. It survives a crash: results are made from it.
import {appendFileSync, closeSync, existsSync, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import {z} from 'zod';
import {cellResult} from './schema.ts';

const event = z.discriminatedUnion('type', [
	z.object({schema: z.literal(1), time: z.string(), type: z.literal('cell-started'), cell: z.string()}),
	z.object({
		schema: z.literal(1),
		time: z.string(),
		type: z.literal('cell-finished'),
		cell: z.string(),
		result: cellResult,
	}),
]);
export type Event = z.infer<typeof event>;
/** An event without what the log adds: its schema version and ISO time. */
export type NewEvent =
	| {type: 'cell-started'; cell: string}
	| {type: 'cell-finished'; cell: string; result: z.infer<typeof cellResult>};

/** A crash may have cut the last line short: what comes next must not be glued to it. */
const endsInMidLine = (file: string): boolean => {
	if (!existsSync(file)) return false;
	const log = openSync(file, 'r');
	const {size} = fstatSync(log);
	const last = Buffer.alloc(1);
	if (size > 0) readSync(log, last, 0, 1, size - 1);
	closeSync(log);
	return size > 0 && last[0] !== 0x0a;
};

/** Adds an event in one write, so that a reader never meets half a line but the last. */
export const appendEvent = (file: string, {...more}: NewEvent): void => {
	const start = endsInMidLine(file) ? '\n' : '';
	appendFileSync(file, `${start}${JSON.stringify({schema: 1, time: new Date().toISOString(), ...more})}\n`);
};

const parseLine = (line: string): Event | undefined => {
	try {
		return event.parse(JSON.parse(line));
	} catch {
		return undefined;
	}
};

/** Every whole event. A line that was cut short by a crash is left out. */
export const readEvents = (file: string): Event[] => {
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').split('\n');
	return lines.map(parseLine).filter(each => each !== undefined);
};
