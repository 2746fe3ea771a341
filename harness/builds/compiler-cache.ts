// What a compiler left in its cache, for other builds of the very same tree: with a patch, or with other variables. A cache decides
// what a build is made of. So no tree reads what another one wrote, and netlock packs what it keeps of a cache into an archive of its own.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {pack} from 'tar-stream';
import {sizes} from '../support/limits.ts';
import {sha256} from '../support/sha256.ts';
import {untar} from '../support/untar.ts';
import {writeWhole} from '../support/write-whole.ts';
import type {Builder} from './builder.ts';

export type CompilerCache = ReadonlyMap<string, Buffer>;

/** The folder, in what a build is given and in what it gives back. */
export const isOfCache = (path: string): boolean => path.startsWith('ccache/');

/** `tree`: sha256 of its content. */
export const cacheKey = (builder: Pick<Builder, 'id'>, tree: string): string =>
	sha256(`${builder.id} ${tree}`).slice(0, 16);

const cacheFile = (store: string, key: string): string => join(store, 'ccache', `${key}.tar`);

/** Undefined when there is none yet, and when it is not whole. */
export const recallCache = async (store: string, key: string): Promise<CompilerCache | undefined> => {
	const archive = await readFile(cacheFile(store, key)).catch(() => undefined);
	if (archive === undefined) return undefined;
	const {files, broken} = await untar(archive, isOfCache, {maxEntries: sizes.buildFiles, maxBytes: archive.length});
	return broken ? undefined : files;
};

/** Of `files`, those of the cache. */
export const keepCache = async (store: string, key: string, files: CompilerCache): Promise<void> => {
	const archive = pack();
	for (const [name, content] of files) if (isOfCache(name)) archive.entry({name}, content);
	archive.finalize();
	writeWhole(cacheFile(store, key), Buffer.concat(await Readable.from(archive).toArray()));
};
