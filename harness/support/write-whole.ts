// Writes a file that is whole or not there: a reader never meets half of it, and an interruption leaves the one before.
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

/** Makes the folder if it is missing. */
export const writeWhole = (file: string, content: string): void => {
	mkdirSync(dirname(file), {recursive: true});
	const part = `${file}.${process.pid}.part`;
	writeFileSync(part, content);
	renameSync(part, file);
};
