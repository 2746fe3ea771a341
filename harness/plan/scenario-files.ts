// Lists the scenario files of a folder by name, without loading them. Also maps a copy of a folder to the original.
import {readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

export const scenarioFiles = (folder: string): string[] =>
	readdirSync(folder)
		.filter(name => name.endsWith('.ts'))
		.sort();

const written = new Map<string, string>();

/** From now on `copy` is read instead of `folder`. */
export const readInPlaceOf = (folder: string, copy: string): void => {
	written.set(copy, folder);
};

/** The original of a file, which people edit. */
export const asWritten = (file: string): string => {
	const folder = written.get(dirname(file));
	return folder === undefined ? file : join(folder, basename(file));
};
