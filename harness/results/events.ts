// events.jsonl: the run as it happens, one JSON object a line, append-only. It survives a crash: results are made from it.
import {z} from 'zod';
import {cellResult} from '../model/cell-result.ts';
import {appendLines, readLines} from './json-lines.ts';

export const event = z.discriminatedUnion('type', [
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

export const appendEvent = (file: string, {...more}: NewEvent): void =>
	appendLines(file, [{schema: 1, time: new Date().toISOString(), ...more}]);

/** Every whole event. A line that was cut short by a crash is left out. */
export const readEvents = (file: string): Event[] => readLines(file, event);
