// Writes a file whole or not at all: a reader never sees half a file, and after a failure the old file is still there.

import {closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {NetlockError} from './errors.ts';

const advice: Record<string, string> = {
	ENOSPC: 'The disk is full: make room, or give another folder.',
	EDQUOT: 'The quota is used up: make room, or give another folder.',
	EACCES: 'The folder may not be written to: give another one, or change its rights.',
	EPERM: 'The folder may not be written to: give another one, or change its rights.',
	EROFS: 'The file system is read-only: give another folder.',
	EEXIST: 'There is a file of that name: give another folder.',
	ENOENT: 'The file system takes no folders there: give another folder.',
	EMFILE: 'The process has too many files open: raise `ulimit -n`.',
	ENFILE: 'The machine has too many files open.',
	EIO: 'The disk does not work.',
	ENOTDIR: 'A part of the path is a file: give another folder.',
};

export class FileNotWritten extends NetlockError {
	override name = 'FileNotWritten';
	constructor(file: string, error: NodeJS.ErrnoException) {
		const problem = `${file} cannot be written: ${error.code ?? error.message}`;
		super('machine', problem, advice[error.code ?? ''] ?? error.message, error);
	}
}

/**
 * Makes the folder and its parents if they are missing. Returns the folders that it made, the outermost first. @throws
 * FileNotWritten
 */
export const makeFolder = (folder: string): string[] => {
	try {
		mkdirSync(folder);
		return [folder];
	} catch (error) {
		const {code} = error as NodeJS.ErrnoException;
		if (code === 'EEXIST' && statSync(folder).isDirectory()) return [];
		// Node's recursive mkdir never ends if an existing folder allows no subfolder, as /proc does.
		if (code !== 'ENOENT' || existsSync(dirname(folder))) {
			throw new FileNotWritten(folder, error as NodeJS.ErrnoException);
		}
		return [...makeFolder(dirname(folder)), ...makeFolder(folder)];
	}
};

/** What is too large to be held whole comes in pieces. */
export type Content = string | Uint8Array | Iterable<string>;

const writePieces = (file: string, pieces: Iterable<string | Uint8Array>): void => {
	const open = openSync(file, 'w');
	try {
		for (const each of pieces) writeFileSync(open, each);
	} finally {
		closeSync(open);
	}
};

/** Makes the file's folder if it is missing. @throws FileNotWritten */
export const writeWhole = (file: string, content: Content): void => {
	const part = `${file}.${process.pid}.part`;
	makeFolder(dirname(file));
	try {
		writePieces(part, typeof content === 'string' || content instanceof Uint8Array ? [content] : content);
		renameSync(part, file);
	} catch (error) {
		try {
			rmSync(part, {force: true});
		} catch {
			// If the folder cannot be written to, the temporary file cannot be removed either.
		}
		// The disk is not to blame for a piece that could not be made.
		if (!(error instanceof Error && 'syscall' in error)) throw error;
		throw new FileNotWritten(file, error as NodeJS.ErrnoException);
	}
};
