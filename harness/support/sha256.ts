// Builds and their parts are named for their content.
import {createHash} from 'node:crypto';
import {mostOfOwn, readRegularFile} from './regular-file.ts';

/** In hexadecimal digits. */
export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Of a file's content. Undefined when it cannot be read: another file may be in its place since it was named, or none. */
export const sha256OfFile = (file: string): string | undefined => {
	try {
		return sha256(readRegularFile(file, mostOfOwn));
	} catch {
		return undefined;
	}
};
