// Where builds are kept on this machine: a folder each, whole or not there, named for all that it comes of.
import {existsSync} from 'node:fs';
import {chmod, mkdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {z} from 'zod';
import type {Project} from './builder.ts';

/** The executable first. */
export const artifacts: Record<Project, readonly [string, ...string[]]> = {
	crun: ['crun'],
	criu: ['criu', 'libcriu.so.2'],
};

/** build.json, beside what was built. */
const record = z.object({
	/** sha256 of the executable. */
	digest: z.string(),
	/** sha256 of the tree, or of the source package. */
	source: z.string(),
	/** KCIDB's patchset hash; absent without patches. */
	patchset: z.string().optional(),
	/** Milliseconds that it took to make. */
	duration: z.number(),
});
type Origin = z.infer<typeof record>;

/** Files are on this machine, and stay. */
export type Kept = Origin & {
	project: Project;
	binary: string;
	/** libcriu.so.2, of CRIU. */
	libcriu?: string;
	/** All that was said when it was made. */
	log: string;
};

export const recall = async (folder: string, project: Project): Promise<Kept | undefined> => {
	const [binary = '', libcriu] = artifacts[project].map(name => join(folder, name));
	if (!existsSync(join(folder, 'build.json'))) return undefined;
	return {
		project,
		binary,
		...(libcriu !== undefined && existsSync(libcriu) && {libcriu}),
		...record.parse(JSON.parse(await readFile(join(folder, 'build.json'), 'utf8'))),
		log: await readFile(join(folder, 'log'), 'utf8'),
	};
};

export const keep = async (
	folder: string,
	files: ReadonlyMap<string, Buffer>,
	origin: Origin,
	log: string,
): Promise<void> => {
	const part = `${folder}.part-${process.pid}`;
	await rm(part, {recursive: true, force: true});
	await mkdir(part, {recursive: true});
	for (const [name, content] of files) {
		await writeFile(join(part, name), content);
		await chmod(join(part, name), 0o755);
	}
	await writeFile(join(part, 'log'), log);
	await writeFile(join(part, 'build.json'), `${JSON.stringify(origin, null, '\t')}\n`);
	await rename(part, folder).catch(async error => {
		// Another process made the same.
		await rm(part, {recursive: true, force: true});
		if (!existsSync(join(folder, 'build.json'))) throw error;
	});
};
