// Builds and their parts are named for their content.
import {createHash} from 'node:crypto';

/** In hexadecimal digits. */
export const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');
