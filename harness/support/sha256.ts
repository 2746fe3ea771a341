// Builds and their parts are named for their content.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';

/** In hexadecimal digits. */
export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** Of a file's content. Undefined when it cannot be read: it may have been removed since it was named. */
export const sha256OfFile = (file: string): string | undefined => {
	try {
		return sha256(readFileSync(file));
	} catch {
		return undefined;
	}
};
