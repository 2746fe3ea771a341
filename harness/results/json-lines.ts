// Files of one JSON object a line, append-only. They survive a crash, which can cut only the last line short.
import {appendFileSync, closeSync, existsSync, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import type {z} from 'zod';

/** A line that is not what its schema says. */
export type RefusedLine = {
	/** Of the file, from 1. */
	line: number;
	/** What is wrong with it, in one line. */
	problem: string;
	/** As far as it is JSON. */
	content?: unknown;
};

export type Log = {
	/** Adds objects in one write, and returns the text of their lines. */
	append: (objects: readonly object[]) => string;
	close: () => void;
};

/** A crash may have cut the last line short: the next one must not be glued to it. */
const endsInMidLine = (log: number): boolean => {
	const {size} = fstatSync(log);
	const last = Buffer.alloc(1);
	if (size > 0) readSync(log, last, 0, 1, size - 1);
	return size > 0 && last[0] !== 0x0a;
};

export const openLog = (file: string): Log => {
	const log = openSync(file, 'a+');
	if (endsInMidLine(log)) appendFileSync(log, '\n');
	return {
		append: objects => {
			const text = objects.map(each => `${JSON.stringify(each)}\n`).join('');
			appendFileSync(log, text);
			return text;
		},
		close: () => closeSync(log),
	};
};

/** For a file that is seldom written: opens it, adds objects, and closes it. */
export const appendLines = (file: string, objects: readonly object[]): void => {
	const log = openLog(file);
	log.append(objects);
	log.close();
};

export type ParsedLine<Line> = {value: Line} | Omit<RefusedLine, 'line'>;

export const parseLine = <Line>(text: string, schema: z.ZodType<Line>): ParsedLine<Line> => {
	let content: unknown;
	try {
		content = JSON.parse(text);
	} catch (error) {
		return {problem: (error as Error).message};
	}
	const parsed = schema.safeParse(content);
	if (parsed.success) return {value: parsed.data};
	const problems = parsed.error.issues.map(({path, message}) => (path[0] ? `${path.join('.')}: ${message}` : message));
	return {problem: problems.join('; '), content};
};

/**
 * All lines that `schema` accepts, and those that it refuses. A missing file has no lines.
 * `isOurs`: other lines are of no concern, whatever is in them.
 */
export const readLines = <Line>(
	file: string,
	schema: z.ZodType<Line>,
	isOurs: (content: unknown) => boolean = () => true,
): {lines: Line[]; refused: RefusedLine[]} => {
	const [lines, refused]: [Line[], RefusedLine[]] = [[], []];
	const texts = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
	for (const [index, text] of texts.entries()) {
		const parsed = parseLine(text, schema);
		// Only the last line, which has no newline behind it, can have been cut short.
		const isTorn = index === texts.length - 1 && !('value' in parsed) && parsed.content === undefined;
		if (text === '' || isTorn) continue;
		if ('value' in parsed) {
			if (isOurs(parsed.value)) lines.push(parsed.value);
		} else if (isOurs(parsed.content)) {
			refused.push({line: index + 1, ...parsed});
		}
	}
	return {lines, refused};
};
