// Unpacks an archive into memory. It may come from a hostile sandbox or build. So paths that leave the archive's folder
// and entries that are no regular files are left out, and reading stops at the limits.
import {isAbsolute, normalize} from 'node:path';
import {Readable, Transform} from 'node:stream';
import {extract} from 'tar-stream';
import {sizes} from './limits.ts';
import {size} from './size.ts';

export type Unpacked = {
	/** Regular files by path, without a leading `./`. */
	files: Map<string, Buffer>;
	/** Why reading stopped early. `files` has the files before that. */
	broken?: Error;
};

const staysInside = (path: string): boolean => !isAbsolute(path) && !path.split('/').includes('..');

type Bounds = {
	/** The most entries of the archive, links and folders included. */
	maxEntries?: number;
	/** The most bytes of the archive. */
	maxBytes?: number;
};

/** Passes an archive through, up to a limit. */
const upTo = (maxBytes: number): Transform => {
	let passed = 0;
	return new Transform({
		transform: (chunk: Buffer, _, done) => {
			passed += chunk.length;
			done(passed > maxBytes ? new Error(`it has more than ${size(maxBytes)}`) : null, chunk);
		},
	});
};

/** `isWanted`: says which paths to keep. Default: all. */
export const untar = async (
	archive: NodeJS.ReadableStream | Uint8Array,
	isWanted: (path: string) => boolean = () => true,
	{maxEntries = sizes.archiveFiles, maxBytes = sizes.archive}: Bounds = {},
): Promise<Unpacked> => {
	const files = new Map<string, Buffer>();
	let count = 0;
	const entries = extract();
	const source = archive instanceof Uint8Array ? Readable.from([Buffer.from(archive)]) : Readable.from(archive);
	// With `pipe` alone, the reader of the entries would wait for ever when the source fails.
	const bounded = upTo(maxBytes);
	source.on('error', error => bounded.destroy(error)).pipe(bounded);
	bounded.on('error', error => entries.destroy(error)).pipe(entries);
	try {
		for await (const entry of entries) {
			count += 1;
			if (count > maxEntries) throw new Error(`it has more than ${maxEntries} entries`);
			const path = normalize(entry.header.name);
			if (entry.header.type === 'file' && staysInside(entry.header.name) && isWanted(path)) {
				files.set(path, Buffer.concat(await Readable.from(entry).toArray()));
			} else entry.resume();
		}
		return {files};
	} catch (error) {
		return {files, broken: error as Error};
	} finally {
		source.unpipe(bounded);
		if (source instanceof Readable) source.destroy();
	}
};
