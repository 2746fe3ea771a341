// A disk without space, to the last byte.
import {randomBytes} from 'node:crypto';
import {appendFileSync} from 'node:fs';

/** Writes until there is no space. */
export const fill = (file: string): void => {
	for (const size of [16 * 2 ** 20, 4096]) {
		try {
			for (;;) appendFileSync(file, randomBytes(size));
		} catch {
			// The disk is full.
		}
	}
};
