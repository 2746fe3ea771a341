// The store of builds on this machine. Each build is a folder with the artifact, the build's log and a record. A folder
// is whole or absent.
import {existsSync} from 'node:fs';
import {chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {z} from 'zod';
import type {Artifact} from '../model/artifact.ts';
import {thenCleanUp} from '../support/clean-up.ts';
import {sha256} from '../support/sha256.ts';
import type {Project} from './builder.ts';

/** The projects with artifacts in the store. podman is never compiled, only fetched. */
export type StoredProject = Project | 'podman';

/** Names of the files of an artifact. The executable comes first. */
export const artifactFiles: Record<StoredProject, readonly [string, ...string[]]> = {
	crun: ['crun'],
	criu: ['criu', 'libcriu.so.2'],
	runc: ['runc'],
	podman: ['podman'],
};

export const isStoredProject = (name: string): name is StoredProject => Object.hasOwn(artifactFiles, name);

/** Schema of build.json, which stands beside the artifact. */
const record = z.object({
	/** sha256 of the executable. */
	digest: z.string(),
	/** sha256 of the tree, or of the source package. */
	source: z.string(),
	/** KCIDB's patchset hash; absent without patches. */
	patchset: z.string().optional(),
	/** Name → sha256 of each library that the executable needs and the image lacks. */
	libraries: z.record(z.string().regex(/^[\w+-][\w+.-]*$/), z.string()).optional(),
	/** How long the build took, in milliseconds. */
	duration: z.number(),
});
type BuildRecord = z.infer<typeof record>;

/** Undefined when the build is not in the store, or when its files are damaged. */
export const readBuild = async (folder: string, project: StoredProject): Promise<Artifact | undefined> => {
	const [path = '', libcriu] = artifactFiles[project].map(name => join(folder, name));
	try {
		const text = await readFile(join(folder, 'build.json'), 'utf8');
		const {digest, source, patchset, libraries: digests = {}} = record.parse(JSON.parse(text));
		if (!existsSync(join(folder, 'log')) || sha256(await readFile(path)) !== digest) return undefined;
		const libraries = Object.keys(digests).map(name => join(folder, name));
		for (const each of libraries) {
			if (sha256(await readFile(each)) !== digests[basename(each)]) return undefined;
		}
		const origin = {source, ...(patchset !== undefined && {patchset})};
		return {
			path,
			...(libcriu !== undefined && existsSync(libcriu) && {libcriu}),
			...(libraries.length > 0 && {libraries}),
			digest,
			origin,
		};
	} catch {
		return undefined;
	}
};

/** @throws when the disk is full, or when an existing folder cannot be replaced */
export const storeBuild = async (
	folder: string,
	project: StoredProject,
	files: ReadonlyMap<string, Buffer>,
	made: BuildRecord,
	log: string,
): Promise<Artifact> => {
	await mkdir(dirname(folder), {recursive: true});
	// The same build may run twice at the same time: two names of one commit, or two trees with the same content.
	const part = await mkdtemp(`${folder}.part-`);
	const fill = async (): Promise<void> => {
		await chmod(part, 0o755);
		for (const name of [...artifactFiles[project], ...Object.keys(made.libraries ?? {})]) {
			const content = files.get(name);
			if (content === undefined) continue;
			await writeFile(join(part, name), content);
			await chmod(join(part, name), 0o755);
		}
		await writeFile(join(part, 'log'), log);
		await writeFile(join(part, 'build.json'), `${JSON.stringify(made, null, '\t')}\n`);
		await rename(part, folder).catch(async () => {
			// Another process has stored the same build meanwhile, so its folder stays. A damaged folder is replaced.
			if (await readBuild(folder, project)) return;
			await rm(folder, {recursive: true, force: true});
			await rename(part, folder);
		});
	};
	await thenCleanUp(fill, () => rm(part, {recursive: true, force: true}));
	const stored = await readBuild(folder, project);
	if (stored === undefined) throw new Error(`${folder} cannot be read back`);
	return stored;
};
