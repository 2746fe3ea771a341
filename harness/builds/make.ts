// Makes a build: crun, or CRIU with its library, from a tree or the image's own source package, with patches on top. What is
// compiled may be hostile, so it runs confined (engine/confined-command.ts); a build that was made before is not made again.

import {join} from 'node:path';
import {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {pack} from 'tar-stream';
import {type ConfinedLimits, type ConfinedResult, runConfined} from '../engine/confined-command.ts';
import {copyOut} from '../engine/copy-out.ts';
import {ownerOf} from '../engine/sweep.ts';
import type {Artifact} from '../model/artifact.ts';
import type {OnStep} from '../model/step.ts';
import {limits} from '../support/limits.ts';
import {sha256} from '../support/sha256.ts';
import {untar} from '../support/untar.ts';
import {artifactFiles, keep, keepCache, recall, recallCache} from './build-store.ts';
import {type Builder, type BuilderBase, ensureBuilder, type Project} from './builder.ts';
import {compilerErrors} from './compiler-errors.ts';
import {BuildFailed, LimitExceeded, NoSource, PatchRefused} from './errors.ts';
import {type Patch, patchsetDigest} from './patches.ts';
import type {Part} from './request.ts';
import {digestTree, packTree} from './source-tree.ts';

/** A part that is compiled. */
export type Sources = Extract<Part, {source: 'tree' | 'source package'}>;

export type MakeOptions = {
	/** Folder with the recipes of builders: images/builders. */
	builders: string;
	/** Folder where builds are kept. */
	store: string;
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

/** The compiler cache, in what the build is given and in what it gives back. */
const cacheName = 'ccache.tar';

const packInput = (part: Sources, cache: Buffer | undefined): Readable => {
	const input = pack();
	const fill = async (): Promise<void> => {
		if (cache) input.entry({name: cacheName}, cache);
		for (const [index, {content}] of (part.patches ?? []).entries()) {
			input.entry({name: `patches/${String(index).padStart(4, '0')}.patch`}, content);
		}
		if (part.source === 'tree') await packTree(input, part.tree);
		input.finalize();
	};
	fill().catch((error: unknown) => input.destroy(error as Error));
	return Readable.from(input);
};

const lastLines = (log: string, count: number): string => log.trimEnd().split('\n').slice(-count).join('\n');

/** Limits that a build is told of: it goes on, or ends by itself, and says why. */
const toldOf = [
	['processes', /(?:fork|spawn|clone|pthread_create).*: Resource temporarily unavailable|can(?:no|')t fork/i],
	['disk', /No space left on device/],
] as const;

/** @throws LimitExceeded, PatchRefused, NoSource, BuildFailed */
const check = (
	what: string,
	{exit, met, log}: ConfinedResult,
	limits: ConfinedLimits,
	patches: readonly Patch[],
): void => {
	const told = exit === 0 ? undefined : toldOf.find(([, telling]) => telling.test(log))?.[0];
	// One that waits for room until its time is over has met the other limit.
	const limit = met === undefined || met === 'time' ? (told ?? met) : met;
	if (limit !== undefined) throw new LimitExceeded(what, limit, limits, lastLines(log, 10));
	if (exit === 0) return;
	if (exit === 3) {
		const applied = log.split('\n').filter(line => /^applied \d{4}\.patch$/.test(line)).length;
		const name = patches[applied]?.name ?? 'a patch';
		const said = log.split('\n').filter(line => line.startsWith('error: '));
		const first = said[0]?.slice('error: '.length) ?? lastLines(log, 1);
		throw new PatchRefused(`${name} does not apply: ${first}`, said.join('\n'));
	}
	if (exit === 4)
		throw new NoSource(
			`${what} has nothing to compile: ${lastLines(log, 1)}`,
			'Give a tree (--source src:TREE, --runtime crun=src:TREE), or name another image (--image debian-trixie).',
		);
	const {first, all} = compilerErrors(log);
	throw new BuildFailed(`${what} failed: ${first}`, all);
};

/** sha256 of the source package, as the builder has it: what a build says of itself is not to be trusted. */
const originOf = async (docker: Docker, {ref}: Builder, project: Project): Promise<string> => {
	const files = await copyOut(docker, ref, '/opt/netlock/builder/origin');
	return files.get(project)?.toString('utf8').split(' ')[0] ?? '';
};

/**
 * `reused`: an earlier call made it.
 * @throws BuildFailed, PatchRefused, LimitExceeded, NoSource; ImageUnavailable when there is no builder
 */
export const makeBuild = async (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Sources,
	{builders, store, limits: some, onStep = () => {}, signal}: MakeOptions,
): Promise<Artifact & {reused: boolean}> => {
	const bounds = {...defaultLimits, ...some};
	const builder = await ensureBuilder(docker, builders, image, project, onStep);
	const {patches = []} = part;
	const patchset = patchsetDigest(patches);
	const tree = part.source === 'tree' ? await digestTree(part.tree) : undefined;
	const key = sha256([builder.id, project, tree ?? 'package', patchset ?? ''].join('\n')).slice(0, 16);
	const folder = join(store, key);
	const known = await recall(folder, project);
	if (known) return {...known, reused: true};
	const what = `the build of ${project} in ${image.id}`;
	onStep({kind: 'compile', project, isPatched: patches.length > 0});
	const cacheKey = part.source === 'tree' ? sha256(`${builder.id} ${part.cache ?? part.tree}`).slice(0, 16) : undefined;
	const cache = cacheKey === undefined ? undefined : await recallCache(store, cacheKey);
	const ran = await runConfined(docker, {
		ref: builder.ref,
		command: ['/opt/netlock/builder/build', project],
		folders: ['/build', '/tmp'],
		owner: ownerOf(process.pid),
		run: 'build',
		input: packInput(part, cache),
		limits: bounds,
		signal,
		onLine: line => onStep({kind: 'output', line}),
	});
	const names = artifactFiles[project];
	// An archive that ends early or is none: files before that count, and whatever is missing is named below.
	const {files} = await untar(ran.output, name => name === cacheName || names.includes(name));
	const cached = files.get(cacheName);
	// What a patch leaves in the cache is not for builds without it. A build that fails has compiled most of it, often.
	if (cacheKey !== undefined && cached !== undefined && patches.length === 0) await keepCache(store, cacheKey, cached);
	check(what, ran, bounds, patches);
	const missing = names.find(name => !files.has(name));
	const binary = files.get(names[0]);
	if (missing !== undefined || binary === undefined) {
		throw new BuildFailed(`${what} ended well, but made no ${missing}`, lastLines(ran.log, 10));
	}
	const made = {
		digest: sha256(binary),
		source: tree ?? (await originOf(docker, builder, project)),
		...(patchset !== undefined && {patchset}),
		duration: Math.round(ran.duration),
	};
	return {...(await keep(folder, project, files, made, ran.log)), reused: false};
};
