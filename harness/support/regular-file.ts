// Reads a file that somebody else may have made. A pipe in its place would be waited for, and a device read, for ever: a
// synchronous read is deaf to Ctrl-C.
import {closeSync, constants, fstatSync, openSync, readFileSync, statSync} from 'node:fs';
import {size} from './size.ts';

/** Bytes of a file that people write. */
const most = 16 * 2 ** 20;

/** Bytes of a file that netlock writes: more than a text in Node can have. */
export const mostOfOwn = 2 ** 29;

/** @throws Error in one line: the system's, or that it is no regular file, or too large */
export const readRegularFile = (path: string, largest: number = most): Buffer => {
	// Opening a pipe does not wait for its writer.
	const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	try {
		const found = fstatSync(file);
		if (!found.isFile()) throw new Error(`${path} is no regular file`);
		if (found.size > largest) {
			throw new Error(`${path} has ${size(found.size)}, of which netlock reads ${size(largest)}`);
		}
		return readFileSync(file);
	} finally {
		closeSync(file);
	}
};

/** Whether there is a regular file, through links too. */
export const isRegularFile = (path: string): boolean => statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
