// The scenario files of a folder, by name: none is loaded. And where a copy of one was written.
import {readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';

export const scenarioFiles = (folder: string): string[] =>
	readdirSync(folder)
		.filter(name => name.endsWith('.ts'))
		.sort();

const written = new Map<string, string>();

/** `copy` is read in the place of `folder`. */
export const readInPlaceOf = (folder: string, copy: string): void => {
	written.set(copy, folder);
};

/** The file that people edit. */
export const asWritten = (file: string): string => {
	const folder = written.get(dirname(file));
	return folder === undefined ? file : join(folder, basename(file));
};
