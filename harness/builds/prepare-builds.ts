// Makes columns ready to run: gets what each is made of in each image, and measures what it is there. A binary that cannot
// run in an image is refused by name; sources that do not compile in one of several images are a `miss` there.

import {open} from 'node:fs/promises';
import type Docker from 'dockerode';
import {ImageUnavailable} from '../engine/errors.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {ownerOf} from '../engine/sweep.ts';
import {measureCriu, measureRuntime} from '../images/measure.ts';
import type {BuildResult, PartResult} from '../model/build-result.ts';
import type {Replaced} from '../model/effective-facts.ts';
import type {PlannedImage} from '../model/planned.ts';
import type {BuildInImage, ReadyBuild} from '../model/ready-build.ts';
import type {UnderTest} from '../model/under-test.ts';
import {openSandbox} from '../sandbox/open-sandbox.ts';
import {buildsFolder} from '../sandbox/under-test.ts';
import {limits} from '../support/limits.ts';
import {printable, printableLines} from '../support/printable.ts';
import {text} from '../support/text.ts';
import {BuildError, CannotRun, LibraryMissing} from './errors.ts';
import {headLength, whyNot} from './executable.ts';
import type {MakeOptions} from './make.ts';
import type {Build, Part} from './request.ts';
import {type ResolvedPart, resolvePart} from './resolve-part.ts';

type ReadyImage = Extract<PlannedImage, {state: 'ready'}>;

const headOf = async (path: string): Promise<Buffer> => {
	const file = await open(path);
	const {buffer, bytesRead} = await file.read(Buffer.alloc(headLength), 0, headLength).finally(() => file.close());
	return buffer.subarray(0, bytesRead);
};

/** Before a sandbox is opened for it. @throws CannotRun when it is for another machine */
const requireExecutable = async (what: string, path: string, {facts}: ReadyImage): Promise<void> => {
	const reason = whyNot(await headOf(path), facts.arch);
	if (reason !== undefined) throw new CannotRun(`${what}: ${reason}`);
};

/** First line of `--version`. @throws LibraryMissing; CannotRun: no right to */
const versionOf = async (sandbox: StartedSandbox, what: string, program: string): Promise<string> => {
	const {exit, stdout, stderr} = await sandbox.exec([program, '--version'], {limitSeconds: limits.askProgramSeconds});
	if (exit === 0) return printable(text(stdout).trim().split('\n')[0] ?? '').slice(0, 200);
	const missing = await sandbox.exec(['sh', '-c', `ldd "$(command -v ${program})" 2>&1 | grep 'not found'`]);
	const lacks = text(missing.stdout).trim();
	if (lacks !== '') {
		throw new LibraryMissing(
			`${what}: ${printableLines(lacks).slice(0, 500)}`,
			'Give a folder with the binary and that library, or sources, which are compiled in each image.',
		);
	}
	const said = stderr.trim() || text(stdout).trim() || `exit ${exit}`;
	throw new CannotRun(`${what}: ${printableLines(said).slice(0, 500)}`);
};

type Column = {
	placed: Extract<BuildInImage, {state: 'ready'}>;
	versions: {runtime?: string; criu?: string};
	obtained: {runtime?: ResolvedPart; criu?: ResolvedPart};
};

const pathOf = (part: Part): string | undefined => {
	if (part.source === 'binary') return part.path;
	if (part.source === 'tree') return part.tree;
	return part.source === 'copr' ? part.project : undefined;
};

const measureIn = async (docker: Docker, image: ReadyImage, build: Build, options: MakeOptions): Promise<Column> => {
	const {runtime: name, from, criu} = build;
	const get = (project: 'crun' | 'criu', part: Part): Promise<ResolvedPart> | undefined =>
		part.source === 'package' ? undefined : resolvePart(docker, image, project, part, options);
	// runc is taken as it is: only crun and CRIU are ever made.
	const [runtimeFiles, criuFiles] = [await get('crun', from), await get('criu', criu)];
	const libraries = [runtimeFiles, criuFiles].flatMap(files => files?.libraries ?? []);
	const underTest: UnderTest = {
		...(runtimeFiles && {runtime: {name, path: runtimeFiles.path}}),
		...(criuFiles && {criu: criuFiles.path}),
		...(criuFiles?.libcriu !== undefined && {libcriu: criuFiles.libcriu}),
		...(libraries.length > 0 && {libraries}),
	};
	const obtained = {...(runtimeFiles && {runtime: runtimeFiles}), ...(criuFiles && {criu: criuFiles})};
	const packaged = image.facts.runtimes[name]?.version;
	const versions: Column['versions'] = {...(packaged !== undefined && {runtime: packaged})};
	if (!runtimeFiles && !criuFiles) return {placed: {state: 'ready', underTest, replaced: {}}, versions, obtained};
	const inVain = (option: string, {path}: ResolvedPart): string =>
		`${option} ${build.id}: ${path} cannot run in ${image.id}`;
	if (runtimeFiles) await requireExecutable(inVain('--runtime', runtimeFiles), runtimeFiles.path, image);
	if (criuFiles) await requireExecutable(inVain('--criu', criuFiles), criuFiles.path, image);
	options.signal?.throwIfAborted();
	const owner = ownerOf(process.pid);
	const sandbox = await openSandbox(docker, {ref: image.ref, run: 'measure', cell: 'measure', owner, underTest});
	try {
		const replaced: Replaced = {};
		if (runtimeFiles) {
			// By its whole path: a file that is not executable would be passed over in PATH for the image's own.
			const program = `${buildsFolder}/${name}`;
			versions.runtime = await versionOf(sandbox, inVain('--runtime', runtimeFiles), program);
			const measured = await measureRuntime(sandbox, name, program);
			// What is given to be tested is tested, whatever its help says of itself.
			if (measured) replaced.runtime = {...measured, checkpoints: true};
		}
		if (criuFiles) {
			versions.criu = await versionOf(sandbox, inVain('--criu', criuFiles), 'criu');
			replaced.criu = await measureCriu(sandbox);
			replaced.libcriu = criuFiles.libcriu !== undefined;
		}
		return {placed: {state: 'ready', underTest, replaced}, versions, obtained};
	} finally {
		await sandbox.stop();
	}
};

const partResult = (
	part: Part,
	columns: readonly (readonly [string, Column])[],
	which: 'runtime' | 'criu',
): PartResult => {
	const path = pathOf(part);
	const made = columns.flatMap(([image, {obtained}]) => {
		const from = obtained[which]?.made;
		return from ? [[image, from] as const] : [];
	});
	const versions = columns.flatMap(([image, {versions}]) => {
		const version = versions[which];
		return version === undefined ? [] : [[image, version] as const];
	});
	return {
		source: part.source,
		...(part.source === 'binary' && {digest: part.digest}),
		...(path !== undefined && {path}),
		...(made.length > 0 && {made: Object.fromEntries(made)}),
		versions: Object.fromEntries(versions),
	};
};

const describe = (build: Build, columns: readonly (readonly [string, Column])[]): BuildResult => {
	const facts = columns.flatMap(([image, {placed}]) => {
		const {criu} = placed.replaced;
		return criu ? [[image, criu] as const] : [];
	});
	return {
		id: build.id,
		runtime: build.runtime,
		...partResult(build.from, columns, 'runtime'),
		...(build.criu.source !== 'package' && {
			criu: {...partResult(build.criu, columns, 'criu'), facts: Object.fromEntries(facts)},
		}),
	};
};

export type OnBuilding = (subject: string, step: string, detail?: 'output') => void;

/** A column is compiled and measured mostly on one processor. */
const columnsAtATime = 2;

/**
 * @throws CannotRun or LibraryMissing when a binary cannot run in one of the images; BuildError when sources compile in none of them
 */
export const prepareBuilds = async (
	docker: Docker,
	builds: readonly Build[],
	images: readonly PlannedImage[],
	{onStep = () => {}, ...options}: Omit<MakeOptions, 'onStep'> & {onStep?: OnBuilding},
): Promise<ReadyBuild[]> => {
	const ready = images.filter(image => image.state === 'ready');
	const readyBuild = async (build: Build): Promise<ReadyBuild> => {
		const columns: [string, Column][] = [];
		const places: Record<string, BuildInImage> = {};
		let failure: unknown;
		for (const image of ready) {
			try {
				const told = (step: string, detail?: 'output'): void => onStep(`${build.id} in ${image.id}`, step, detail);
				const column = await measureIn(docker, image, build, {...options, onStep: told});
				columns.push([image.id, column]);
				if (Object.keys(column.placed.underTest).length > 0) places[image.id] = column.placed;
			} catch (error) {
				// Another image does not help: what was given is to be tested in all of them.
				if (error instanceof LibraryMissing) throw error;
				if (!(error instanceof BuildError || error instanceof ImageUnavailable)) throw error;
				failure ??= error;
				places[image.id] = {state: 'miss', reason: error.shortMessage, help: error.message};
			}
		}
		if (columns.length === 0 && failure !== undefined) throw failure;
		return {id: build.id, runtime: build.runtime, in: places, result: describe(build, columns)};
	};
	const results: ReadyBuild[] = [];
	const failures: unknown[] = [];
	const queue = [...builds.entries()];
	const work = async (): Promise<void> => {
		for (let next = queue.shift(); next && failures.length === 0; next = queue.shift()) {
			const [index, build] = next;
			try {
				results[index] = await readyBuild(build);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({length: columnsAtATime}, work));
	if (failures.length > 0) throw failures[0];
	return results;
};
