// Files of one JSON object a line, append-only. They survive a crash: a line that was cut short by it is left out.
import {appendFileSync, closeSync, existsSync, fstatSync, openSync, readFileSync, readSync} from 'node:fs';
import type {z} from 'zod';

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

/** Adds objects in one write, so that a reader never meets half a line but the last. */
export const appendLines = (file: string, objects: readonly object[]): void => {
	const start = endsInMidLine(file) ? '\n' : '';
	appendFileSync(file, start + objects.map(each => `${JSON.stringify(each)}\n`).join(''));
};

/** Every whole line that is what `schema` says; none where there is no file. */
export const readLines = <Line>(file: string, schema: z.ZodType<Line>): Line[] => {
	if (!existsSync(file)) return [];
	return readFileSync(file, 'utf8')
		.split('\n')
		.flatMap(line => {
			try {
				return [schema.parse(JSON.parse(line))];
			} catch {
				return [];
			}
		});
};
