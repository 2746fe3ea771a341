// events.jsonl: the events of a run, one JSON object a line, append-only. It survives a crash: results are made from
// it.
import {z} from 'zod';
import {cellResult} from '../model/cell-result.ts';
import {shareStrings} from '../support/share-strings.ts';
import {openLog, type ParsedLine, parseLine, type RefusedLine, readLines} from './json-lines.ts';

const common = {schema: z.literal(1), run: z.string(), time: z.string(), cell: z.string()};

export const event = z.discriminatedUnion('type', [
	z.object({...common, type: z.literal('cell-started')}),
	z.object({...common, type: z.literal('cell-finished'), result: cellResult}),
]);
export type Event = z.infer<typeof event>;
/** An event without the fields that the log adds: schema version, run and ISO time. */
export type NewEvent =
	| {type: 'cell-started'; cell: string}
	| {type: 'cell-finished'; cell: string; result: z.infer<typeof cellResult>};

/** An earlier run may have written to the same file. Asked of every line, so without a schema, which is slow to refuse. */
const isOfRun =
	(run: string) =>
	(content: unknown): boolean =>
		!(typeof content === 'object' && content !== null && 'run' in content) ||
		typeof content.run !== 'string' ||
		content.run === run;

/** The events of one run, and the lines that may be its events but cannot be read. */
export const readEvents = (file: string, run: string): {events: Event[]; refused: RefusedLine[]} => {
	const known = new Map<string, string>();
	const {lines: events, refused} = readLines(file, event, isOfRun(run), each => shareStrings(each, known));
	return {events, refused};
};

export const parseEvent = (line: string): ParsedLine<Event> => parseLine(line, event);

export type EventLog = {append: (event: NewEvent) => Promise<void>};

/** `forward`: gets each line after it was written to the file. */
export const openEventLog = (file: string, run: string, forward?: (line: string) => Promise<void>): EventLog => {
	const log = openLog(file);
	return {
		append: async ({type, ...more}) => {
			const line = log.append([{schema: 1, run, time: new Date().toISOString(), type, ...more}]);
			await forward?.(line);
		},
	};
};
