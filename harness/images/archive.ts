// Built images in one file, for a machine that reaches no registry: an archive of the engine's, and what must be in it.
import {createHash} from 'node:crypto';
import {createReadStream, createWriteStream} from 'node:fs';
import {rename, rm, stat} from 'node:fs/promises';
import {Readable, Transform} from 'node:stream';
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
	images: z.array(z.object({id: z.string(), ref: z.string(), digest: z.string()})),
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

/** Passes bytes on, and knows their sha256 at the end. */
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
		// Where nothing could be written there is nothing to remove either: the reason above is the one to tell.
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

/** Unlike `pipe`, an error of reading reaches whoever reads the entries. */
const entriesOf = (file: string): Extract => {
	const entries = extract();
	const source = createReadStream(file).on('error', error => entries.destroy(error));
	source.pipe(entries);
	return entries;
};

/** Reads once to verify, before the engine sees anything. */
const verify = async (file: string): Promise<Contents> => {
	let listed: Contents | undefined;
	let digest: string | undefined;
	try {
		for await (const entry of entriesOf(file)) {
			if (entry.header.name === manifest) {
				listed = readManifest(file, Buffer.concat(await Readable.from(entry).toArray()));
				continue;
			}
			const hash = createHash('sha256');
			for await (const chunk of entry) hash.update(chunk as Buffer);
			if (entry.header.name === archive) digest = hash.digest('hex');
		}
	} catch (error) {
		if (error instanceof ArchiveInvalid) throw error;
		throw new ArchiveInvalid(file, (error as Error).message);
	}
	if (listed === undefined || digest === undefined)
		throw new ArchiveInvalid(file, `it has no ${manifest} or ${archive}`);
	if (digest !== listed.archive)
		throw new ArchiveInvalid(file, `sha256 of ${archive} is ${digest}, not ${listed.archive}`);
	return listed;
};

/** @throws ArchiveInvalid, also when an image comes out as another than went in */
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
