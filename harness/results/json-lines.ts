// Files with one JSON object a line, append-only. A crash can only cut the last line short.
import {appendFileSync, closeSync, existsSync, fstatSync, openSync, readSync} from 'node:fs';
import type {z} from 'zod';
import {sizes} from '../support/limits.ts';
import {openRegularFile} from '../support/regular-file.ts';
import {size} from '../support/size.ts';
import {FileNotWritten} from '../support/write-whole.ts';

/** A line that does not match its schema. */
export type RefusedLine = {
	/** Number of the line in the file, from 1. */
	line: number;
	/** What is wrong with the line, in one line. */
	problem: string;
	/** The parsed line, if it is JSON. */
	content?: unknown;
};

export type Log = {
	/** Adds objects in one write, and returns the text of their lines. */
	append: (objects: readonly object[]) => string;
	close: () => void;
};

/** Whether a crash cut the last line short. Then the next line must begin with a line feed. */
const endsInMidLine = (log: number): boolean => {
	const {size} = fstatSync(log);
	const last = Buffer.alloc(1);
	if (size > 0) readSync(log, last, 0, 1, size - 1);
	return size > 0 && last[0] !== 0x0a;
};

export const openLog = (file: string): Log => {
	const log = openSync(file, 'a+');
	try {
		if (endsInMidLine(log)) appendFileSync(log, '\n');
	} catch (error) {
		closeSync(log);
		throw new FileNotWritten(file, error as NodeJS.ErrnoException);
	}
	return {
		append: objects => {
			const text = objects.map(each => `${JSON.stringify(each)}\n`).join('');
			try {
				appendFileSync(log, text);
			} catch (error) {
				throw new FileNotWritten(file, error as NodeJS.ErrnoException);
			}
			return text;
		},
		close: () => closeSync(log),
	};
};

/** For a file that is rarely written: opens it, adds objects, and closes it. */
export const appendLines = (file: string, objects: readonly object[]): void => {
	const log = openLog(file);
	try {
		log.append(objects);
	} finally {
		log.close();
	}
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

/** How many bytes are read at a time. */
const chunkBytes = 2 ** 20;

type Text = {text: string /** Whether a newline ends it; a crash may have cut the last one short. */; whole: boolean};

/**
 * Visits the lines of a file, which may be larger than a string can be. A line that is too long to be netlock's comes
 * as undefined.
 */
const eachLine = (file: string, visit: (line: Text | undefined) => void): void => {
	const log = openRegularFile(file);
	try {
		const chunk = Buffer.alloc(chunkBytes);
		let parts: Buffer[] = [];
		let length = 0;
		const take = (part: Buffer): void => {
			length += part.length;
			if (length <= sizes.jsonLine) parts.push(Buffer.from(part));
		};
		const line = (whole: boolean): Text | undefined => {
			const found = length > sizes.jsonLine ? undefined : {text: Buffer.concat(parts).toString('utf8'), whole};
			[parts, length] = [[], 0];
			return found;
		};
		for (let count = readSync(log, chunk); count > 0; count = readSync(log, chunk)) {
			let from = 0;
			for (let end = chunk.indexOf(0x0a); end !== -1 && end < count; end = chunk.indexOf(0x0a, from)) {
				take(chunk.subarray(from, end));
				visit(line(true));
				from = end + 1;
			}
			take(chunk.subarray(from, count));
		}
		visit(line(false));
	} finally {
		closeSync(log);
	}
};

/**
 * The lines that match `schema`, and those that do not. A missing file has no lines.
 * `isOurs`: other lines are ignored, whatever they contain.
 * `onLine`: may alter what a line holds, before the next one is read.
 */
export const readLines = <Line>(
	file: string,
	schema: z.ZodType<Line>,
	isOurs: (content: unknown) => boolean = () => true,
	onLine: (line: Line) => void = () => {},
): {lines: Line[]; refused: RefusedLine[]} => {
	const [lines, refused]: [Line[], RefusedLine[]] = [[], []];
	let number = 0;
	if (!existsSync(file)) return {lines, refused};
	eachLine(file, each => {
		number += 1;
		if (each === undefined) refused.push({line: number, problem: `it has more than ${size(sizes.jsonLine)}`});
		if (each === undefined || each.text === '') return;
		const parsed = parseLine(each.text, schema);
		const isTorn = !each.whole && !('value' in parsed) && parsed.content === undefined;
		if (isTorn) return;
		if ('value' in parsed) {
			if (!isOurs(parsed.value)) return;
			onLine(parsed.value);
			lines.push(parsed.value);
		} else if (isOurs(parsed.content)) {
			refused.push({line: number, ...parsed});
		}
	});
	return {lines, refused};
};
