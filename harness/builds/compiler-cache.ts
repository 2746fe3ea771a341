// The compiler cache of a source tree, for other builds of the same tree: with a patch, or with other variables. A
// cache decides the content of a build. So no tree reads what another tree wrote, and netlock packs the archive of a
// cache itself.
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

/** The cache is in this folder, both in the input and in the output of a build. */
export const isOfCache = (path: string): boolean => path.startsWith('ccache/');

/** `tree`: sha256 of its content. */
export const cacheKey = (builder: Pick<Builder, 'id'>, tree: string): string =>
	sha256(`${builder.id} ${tree}`).slice(0, 16);

const cacheFile = (store: string, key: string): string => join(store, 'ccache', `${key}.tar`);

/** Undefined when there is no cache yet, or when its archive is damaged. */
export const readCache = async (store: string, key: string): Promise<CompilerCache | undefined> => {
	const archive = await readFile(cacheFile(store, key)).catch(() => undefined);
	if (archive === undefined) return undefined;
	const {files, broken} = await untar(archive, isOfCache, {maxEntries: sizes.buildFiles, maxBytes: archive.length});
	return broken ? undefined : files;
};

/** Stores those of `files` that belong to the cache. */
export const storeCache = async (store: string, key: string, files: CompilerCache): Promise<void> => {
	const archive = pack();
	for (const [name, content] of files) if (isOfCache(name)) archive.entry({name}, content);
	archive.finalize();
	writeWhole(cacheFile(store, key), Buffer.concat(await Readable.from(archive).toArray()));
};
