// Makes a build: a runtime, or CRIU with its library, from a tree or from the image's own source package, with patches.
// The source may be hostile, so the build runs confined (engine/confined-command.ts). A build that is in the store is
// not made again.

import {join} from 'node:path';
import type Docker from 'dockerode';
import {type ConfinedLimits, type ConfinedResult, runConfined} from '../engine/confined-command.ts';
import {copyOut} from '../engine/copy-out.ts';
import type {Artifact} from '../model/artifact.ts';
import type {PlannedImage} from '../model/planned.ts';
import type {OnStep} from '../model/step.ts';
import {limits, sizes} from '../support/limits.ts';
import {ownerOf} from '../support/owner.ts';
import {sha256} from '../support/sha256.ts';
import {untar} from '../support/untar.ts';
import {packInput} from './build-input.ts';
import {check, lastLines} from './build-outcome.ts';
import {artifactFiles, readBuild, storeBuild} from './build-store.ts';
import {type Builder, type BuilderBase, ensureBuilder, type Project} from './builder.ts';
import {commitOf, requireSubmodules} from './commit.ts';
import {cacheKey, isOfCache, readCache, storeCache} from './compiler-cache.ts';
import {BuildFailed} from './errors.ts';
import type {Sources} from './part.ts';
import {patchsetDigest} from './patches.ts';
import {digestTree} from './source-tree.ts';

export type MakeOptions = {
	/** Folder with the recipes of builders: images/builders. */
	builders: string;
	/** Folder of the store of builds. */
	store: string;
	/** Gives another image than the one that the build is for. It is built if it is missing. */
	imageOf?: (id: string) => Promise<PlannedImage | undefined>;
	limits?: Partial<ConfinedLimits>;
	onStep?: OnStep;
	signal?: AbortSignal | undefined;
};

const defaultLimits: ConfinedLimits = {
	time: limits.compileSeconds,
	memory: 4 * 2 ** 30,
	disk: 2 * 2 ** 30,
	processes: 512,
	log: 8 * 2 ** 20,
	output: 128 * 2 ** 20,
};

/** The archive may hold many files: a compiler cache does. */
const buildBounds = {maxEntries: sizes.buildFiles, maxBytes: Number.POSITIVE_INFINITY};

/**
 * Path of a library in the output of a build: one that the executable needs and the image lacks. No file system has
 * longer names, and with a very long name the search would not end.
 */
const libraryName = /^libraries\/(?=.{1,255}$)([\w+-][\w+.-]*\.so(?:\.[\w+.-]+)?)$/;

/** sha256 of the source package. The builder gives it: what a build says about itself cannot be trusted. */
const originOf = async (docker: Docker, {ref}: Builder, project: Project): Promise<string> => {
	const files = await copyOut(docker, ref, '/opt/netlock/builder/origin');
	return files.get(project)?.toString('utf8').split(' ')[0] ?? '';
};

/**
 * `reused`: the build was in the store.
 * @throws BuildFailed, PatchRefused, LimitExceeded, NoSource; EndedFromOutside; UsageError when a submodule of the tree
 * is missing; ImageUnavailable when there is no builder
 */
export const makeBuild = async (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Sources,
	{builders, store, limits: some, onStep = () => {}, signal}: MakeOptions,
): Promise<Artifact & {reused: boolean}> => {
	const bounds = {...defaultLimits, ...some};
	if (part.source === 'tree') requireSubmodules(part.tree);
	const builder = await ensureBuilder(docker, builders, image, project, onStep);
	const {patches = [], variables = []} = part;
	const patchset = patchsetDigest(patches);
	const tree = part.source === 'tree' ? await digestTree(part.tree) : undefined;
	const commit = part.source === 'tree' ? (part.commit ?? (await commitOf(part.tree))) : {};
	const identity = [builder.id, project, tree ?? 'package', patchset ?? '', JSON.stringify({commit, variables})];
	const key = sha256(identity.join('\n')).slice(0, 16);
	const folder = join(store, key);
	const known = await readBuild(folder, project);
	if (known) return {...known, reused: true};
	const what = `the build of ${project} in ${image.id}`;
	onStep({kind: 'compile', project, isPatched: patches.length > 0});
	const ofCache = tree === undefined ? undefined : cacheKey(builder, tree);
	const cache = ofCache === undefined ? undefined : await readCache(store, ofCache);
	const run = (): Promise<ConfinedResult> =>
		runConfined(docker, {
			ref: builder.ref,
			command: ['/opt/netlock/builder/build', project],
			folders: ['/build', '/tmp'],
			owner: ownerOf(process.pid),
			run: 'build',
			input: packInput(part, {commit, cache, digest: tree}),
			limits: bounds,
			signal,
			onLine: line => onStep({kind: 'output', line}),
		});
	const first = await run();
	if (first.endedFromOutside) onStep({kind: 'compile again', project, exit: first.exit});
	const ran = first.endedFromOutside ? await run() : first;
	const names = artifactFiles[project];
	const isWanted = (name: string): boolean => names.includes(name) || libraryName.test(name) || isOfCache(name);
	const {files, broken} = await untar(ran.output, isWanted, buildBounds);
	check(what, ran, bounds, patches);
	if (broken) {
		throw new BuildFailed(`${what} ended well, but gave no whole archive: ${broken.message}`, lastLines(ran.log, 10));
	}
	const missing = names.find(name => !files.has(name));
	const binary = files.get(names[0]);
	if (missing !== undefined || binary === undefined) {
		throw new BuildFailed(`${what} ended well, but made no ${missing}`, lastLines(ran.log, 10));
	}
	const libraries = [...files].flatMap(([path, content]) => {
		const [, name] = libraryName.exec(path) ?? [];
		return name === undefined || names.includes(name) ? [] : [[name, content] as const];
	});
	const made = {
		digest: sha256(binary),
		source: tree ?? (await originOf(docker, builder, project)),
		...(patchset !== undefined && {patchset}),
		...(libraries.length > 0 && {
			libraries: Object.fromEntries(libraries.map(([name, content]) => [name, sha256(content)])),
		}),
		duration: Math.round(ran.duration),
	};
	const stored = await storeBuild(folder, project, new Map([...libraries, ...files]), made, ran.log);
	// A build without a patch must not read cache entries that a patched build wrote.
	if (ofCache !== undefined && patches.length === 0) await storeCache(store, ofCache, files);
	return {...stored, reused: false};
};
