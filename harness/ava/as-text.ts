// Turns binary files of CRIU into text for people. The text is saved beside the file.
import {inventoryText} from '../evidence/inventory.ts';
import {requestText} from '../evidence/request.ts';

const decoders: readonly [file: RegExp, decode: (bytes: Uint8Array) => string][] = [
	[/\/requests\/[^/]+\.bin$/, requestText],
	[/\/inventory\.img$/, inventoryText],
];

/** Undefined for any other file. If the file cannot be decoded, the text says why. */
export const asText = (path: string, bytes: Uint8Array): string | undefined => {
	const [, decode] = decoders.find(([file]) => file.test(path)) ?? [];
	if (decode === undefined) return undefined;
	try {
		return decode(bytes);
	} catch (error) {
		return `cannot be decoded: ${error instanceof Error ? error.message : String(error)}\n`;
	}
};
