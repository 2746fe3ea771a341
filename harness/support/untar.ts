// Unpacks an archive into memory. Archives come from sandboxes and builds that may be hostile: a path that leaves the archive's
// folder, or anything that is no regular file, is left out.
import {isAbsolute, normalize} from 'node:path';
import {Readable} from 'node:stream';
import {extract} from 'tar-stream';

export type Unpacked = {
	/** Regular files by path, without a leading `./`. */
	files: Map<string, Buffer>;
	/** Why the archive could not be read to its end; `files` are those before that. */
	broken?: Error;
};

const staysInside = (path: string): boolean => !isAbsolute(path) && !path.split('/').includes('..');

/** `isWanted`: of the paths, which to keep; all by default. */
export const untar = async (
	archive: NodeJS.ReadableStream | Uint8Array,
	isWanted: (path: string) => boolean = () => true,
): Promise<Unpacked> => {
	const files = new Map<string, Buffer>();
	const entries = extract();
	const source = archive instanceof Uint8Array ? Readable.from([Buffer.from(archive)]) : Readable.from(archive);
	// `pipe` alone leaves whoever reads the entries waiting when the source fails.
	source.on('error', error => entries.destroy(error)).pipe(entries);
	try {
		for await (const entry of entries) {
			const path = normalize(entry.header.name);
			if (entry.header.type === 'file' && staysInside(entry.header.name) && isWanted(path)) {
				files.set(path, Buffer.concat(await Readable.from(entry).toArray()));
			} else entry.resume();
		}
		return {files};
	} catch (error) {
		return {files, broken: error as Error};
	}
};
