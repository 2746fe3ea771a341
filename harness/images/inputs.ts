// The digest of all inputs of an image: its folder's files, its base, its tools. With the same digest nothing is built.

import {createHash} from 'node:crypto';
import {readdir, readFile, stat} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {sha256} from '../support/sha256.ts';

const about = ['image.yaml', 'recipe.yaml'];

/** Files below a folder, relative to it, in a stable order. Files that only describe the image are left out. */
export const filesBelow = async (folder: string): Promise<string[]> => {
	const entries = await readdir(folder, {withFileTypes: true, recursive: true});
	return entries
		.filter(each => each.isFile())
		.map(each => relative(folder, join(each.parentPath, each.name)))
		.filter(each => !about.includes(each))
		.sort();
};

/** `more`: other inputs, as words whose order counts. */
export const digestFiles = async (folder: string, files: readonly string[], ...more: string[]): Promise<string> => {
	const hash = createHash('sha256');
	for (const file of files) {
		const content = sha256(await readFile(join(folder, file)));
		// A build also copies the executable bit of a file.
		const executable = ((await stat(join(folder, file))).mode & 0o100) !== 0;
		hash.update(`${file} ${content}${executable ? ' x' : ''}\n`);
	}
	for (const each of more) hash.update(`${each}\n`);
	return hash.digest('hex');
};

/** The digest of all files below a folder. */
export const digestInputs = async (folder: string, ...more: string[]): Promise<string> =>
	digestFiles(folder, await filesBelow(folder), ...more);
