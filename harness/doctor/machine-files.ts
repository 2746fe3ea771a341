// Reads files of this machine. They may be missing, or this user may not read them.
import {existsSync, readdirSync, readFileSync} from 'node:fs';

export type MachineFiles = {
	/** Undefined when it is missing or unreadable. */
	text: (path: string) => string | undefined;
	bytes: (path: string) => Uint8Array | undefined;
	exists: (path: string) => boolean;
	/** Names in a folder; none when it is missing. */
	names: (folder: string) => string[];
};

const orUndefined = <Value>(read: () => Value): Value | undefined => {
	try {
		return read();
	} catch {
		return undefined;
	}
};

export const machineFiles: MachineFiles = {
	text: path => orUndefined(() => readFileSync(path, 'utf8')),
	bytes: path => orUndefined(() => readFileSync(path)),
	exists: existsSync,
	names: folder => orUndefined(() => readdirSync(folder)) ?? [],
};
