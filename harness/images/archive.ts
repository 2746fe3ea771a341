// Moves built images as one file, for a machine that reaches no registry: the engine's archive, and a list of its
// content.
import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {rename, rm, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {PassThrough, Readable, Transform} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import type Docker from 'dockerode';
import {type Extract, extract, pack} from 'tar-stream';
import {z} from 'zod';
import {EngineError} from '../engine/errors.ts';
import {findImage} from '../engine/images.ts';
import {loadImages, saveImages} from '../engine/transport.ts';

const contents = z.object({
	schema: z.literal(1),
	netlock: z.string(),
	/** sha256 of the archive. */
	archive: z.string(),
	images: z.array(z.object({id: z.string(), ref: z.string().startsWith('netlock/'), digest: z.string()})),
});
export type Contents = z.infer<typeof contents>;

export class ArchiveInvalid extends EngineError {
	override name = 'ArchiveInvalid';
	constructor(file: string, problem: string) {
		super(`${file} is not what \`netlock images save\` wrote: ${problem}`, 'Copy it again, and compare its checksum.');
	}
}

const manifest = 'netlock-images.json';
const archive = 'images.tar';

/** Passes bytes through, and gives their sha256 at the end. */
const hashing = (): {stream: Transform; digest: () => string} => {
	const hash = createHash('sha256');
	const stream = new Transform({
		transform(chunk: Buffer, _, done) {
			hash.update(chunk);
			done(null, chunk);
		},
	});
	return {stream, digest: () => hash.digest('hex')};
};

type Saved = Contents['images'][number];

/** Writes `file` whole or not at all. @throws EngineError when it cannot be written */
export const saveArchive = async (
	docker: Docker,
	file: string,
	images: readonly Saved[],
	netlock: string,
): Promise<number> => {
	const [scratch, part] = [`${file}.images`, `${file}.part`];
	try {
		const {stream, digest} = hashing();
		const refs = images.map(({ref}) => ref);
		await pipeline(await saveImages(docker, refs), stream, createWriteStream(scratch));
		const listed: Contents = {schema: 1, netlock, archive: digest(), images: [...images]};
		const tar = pack();
		tar.entry({name: manifest}, `${JSON.stringify(listed, null, '\t')}\n`);
		const {size} = await stat(scratch);
		const writing = pipeline(Readable.from(tar), createWriteStream(part));
		await pipeline(createReadStream(scratch), tar.entry({name: archive, size}));
		tar.finalize();
		await writing;
		await rename(part, file);
		return size;
	} catch (error) {
		const {syscall, message} = error as NodeJS.ErrnoException;
		if (syscall === undefined) throw error;
		throw new EngineError(`${file} cannot be written: ${message}`, 'It takes room for the images twice.', error);
	} finally {
		// If no file could be written, none can be removed. The first error is the one that counts.
		await Promise.allSettled([scratch, part].map(each => rm(each, {force: true})));
	}
};

const readManifest = (file: string, bytes: Buffer): Contents => {
	try {
		return contents.parse(JSON.parse(bytes.toString('utf8')));
	} catch {
		throw new ArchiveInvalid(file, `its ${manifest} cannot be read`);
	}
};

/** Unlike with `pipe`, a read error reaches the reader of the entries. */
const entriesOf = (file: string): Extract => {
	const entries = extract();
	const source = createReadStream(file).on('error', error => entries.destroy(error));
	source.pipe(entries);
	return entries;
};

/** Files that name the images in an archive: two of Docker's, and one of OCI's. */
const savedNames = {
	'manifest.json': z.array(z.object({RepoTags: z.array(z.string()).nullish()})),
	'index.json': z.object({
		manifests: z.array(z.object({annotations: z.record(z.string(), z.string()).optional()})),
	}),
	repositories: z.record(z.string(), z.record(z.string(), z.string())),
};

/** A name without Docker's default domain: `docker.io/netlock/a:1` becomes `netlock/a:1`. */
const plainName = (name: string): string => name.replace(/^docker\.io\//, '');

const namesIn = (name: string, json: unknown): string[] => {
	if (name === 'manifest.json') {
		return savedNames[name].parse(json).flatMap(({RepoTags}) => RepoTags ?? []);
	}
	if (name === 'index.json') {
		return savedNames[name]
			.parse(json)
			.manifests.flatMap(({annotations = {}}) => annotations['io.containerd.image.name'] ?? []);
	}
	const tags = savedNames.repositories.parse(json);
	return Object.entries(tags).flatMap(([repository, each]) => Object.keys(each).map(tag => `${repository}:${tag}`));
};

/** Wherever it seems to be: `x/../manifest.json` is the engine's too, and so may be one below a link. */
const isNamed = (name: string): boolean => Object.hasOwn(savedNames, name);

/** Names of the images that the engine would load from an archive. */
const namesLoaded = async (images: Readable): Promise<string[]> => {
	const entries = extract();
	images.on('error', error => entries.destroy(error)).pipe(entries);
	const names: string[] = [];
	for await (const entry of entries) {
		const name = basename(entry.header.name);
		if (!isNamed(name)) entry.resume();
		else names.push(...namesIn(name, JSON.parse(Buffer.concat(await Readable.from(entry).toArray()).toString('utf8'))));
	}
	return names;
};

/** Verifies the whole file before the engine reads it. */
const verify = async (file: string): Promise<Contents> => {
	let listed: Contents | undefined;
	let digest: string | undefined;
	let names: string[] = [];
	try {
		for await (const entry of entriesOf(file)) {
			if (entry.header.name === manifest) {
				listed = readManifest(file, Buffer.concat(await Readable.from(entry).toArray()));
				continue;
			}
			if (entry.header.name !== archive) {
				entry.resume();
				continue;
			}
			if (digest !== undefined) throw new ArchiveInvalid(file, `it has two ${archive}`);
			const {stream, digest: whole} = hashing();
			const copy = new PassThrough();
			[names] = await Promise.all([namesLoaded(copy), pipeline(entry, stream, copy)]);
			digest = whole();
		}
	} catch (error) {
		if (error instanceof ArchiveInvalid) throw error;
		throw new ArchiveInvalid(file, (error as Error).message);
	}
	if (listed === undefined || digest === undefined)
		throw new ArchiveInvalid(file, `it has no ${manifest} or ${archive}`);
	if (digest !== listed.archive)
		throw new ArchiveInvalid(file, `sha256 of ${archive} is ${digest}, not ${listed.archive}`);
	const refs = new Set(listed.images.map(({ref}) => ref));
	const foreign = names.map(plainName).find(name => !refs.has(name));
	if (foreign !== undefined) throw new ArchiveInvalid(file, `it brings ${foreign}, which its list does not name`);
	return listed;
};

/** @throws ArchiveInvalid, also when a loaded image differs from the saved one */
export const loadArchive = async (docker: Docker, file: string): Promise<Contents> => {
	const listed = await verify(file);
	for await (const entry of entriesOf(file)) {
		if (entry.header.name === archive) await loadImages(docker, Readable.from(entry));
		else entry.resume();
	}
	for (const {ref, digest} of listed.images) {
		const image = await findImage(docker, ref);
		if (image?.id !== digest)
			throw new ArchiveInvalid(file, `${ref} came out as ${image?.id ?? 'nothing'}, not ${digest}`);
	}
	return listed;
};
