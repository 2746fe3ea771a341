// Files of CRIU's that only a program can read, as text for people: it is kept beside the file.
import {inventoryText} from '../evidence/inventory.ts';
import {requestText} from '../evidence/request.ts';

const decoders: readonly [file: RegExp, decode: (bytes: Uint8Array) => string][] = [
	[/\/requests\/[^/]+\.bin$/, requestText],
	[/\/inventory\.img$/, inventoryText],
];

/** Undefined for any other file. What cannot be decoded says why. */
export const asText = (path: string, bytes: Uint8Array): string | undefined => {
	const [, decode] = decoders.find(([file]) => file.test(path)) ?? [];
	if (decode === undefined) return undefined;
	try {
		return decode(bytes);
	} catch (error) {
		return `cannot be decoded: ${error instanceof Error ? error.message : String(error)}\n`;
	}
};
