// Reads a file that somebody else may have made. A pipe in its place would be waited for, and a device read, for ever: a
// synchronous read is deaf to Ctrl-C.
import {closeSync, constants, fstatSync, openSync, readFileSync, statSync} from 'node:fs';
import {NetlockError} from './errors.ts';
import {size} from './size.ts';

/** Bytes of a file that people write. */
const most = 16 * 2 ** 20;

/** Bytes of a file that netlock writes: more than a text in Node can have. */
export const mostOfOwn = 2 ** 29;

/** Opens it to read. @throws Error in one line: the system's, or that it is no regular file */
export const openRegularFile = (path: string): number => {
	// Opening a pipe does not wait for its writer.
	const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	if (fstatSync(file).isFile()) return file;
	closeSync(file);
	throw new NetlockError('usage', `${path} is no regular file`);
};

/** @throws Error in one line: as `openRegularFile`, or that the file is too large */
export const readRegularFile = (path: string, largest: number = most): Buffer => {
	const file = openRegularFile(path);
	try {
		const bytes = fstatSync(file).size;
		if (bytes > largest) {
			throw new NetlockError('usage', `${path} has ${size(bytes)}, of which netlock reads ${size(largest)}`);
		}
		return readFileSync(file);
	} finally {
		closeSync(file);
	}
};

/** Whether there is a regular file, through links too. */
export const isRegularFile = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
