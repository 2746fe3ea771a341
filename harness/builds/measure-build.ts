// Measures a column in one image: gets the artifacts of its parts, starts each once there, and reads versions and
// facts.
import type Docker from 'dockerode';
import {ShellKilled} from '../engine/errors.ts';
import type {StartedSandbox} from '../engine/sandbox.ts';
import {measureCriu} from '../images/measure-criu.ts';
import {type Libcriu, measureLibcriu} from '../images/measure-libcriu.ts';
import {measurePodman, measureRuntime} from '../images/measure-runtime.ts';
import type {Artifact, UnderTest} from '../model/artifact.ts';
import type {RuntimeName} from '../model/axes.ts';
import type {Replaced} from '../model/effective-facts.ts';
import {recordedOtherwise} from '../model/facts.ts';
import type {PlannedImage} from '../model/planned.ts';
import {findLibcriu} from '../sandbox/find-libcriu.ts';
import {inMeasuringSandbox} from '../sandbox/measuring-sandbox.ts';
import {buildsFolder} from '../sandbox/under-test.ts';
import {asKnown} from '../support/errors.ts';
import {printableLines} from '../support/printable.ts';
import {text} from '../support/text.ts';
import type {Build} from './columns.ts';
import {FailsAtStart, LibraryMissing, NoSource} from './errors.ts';
import type {MakeOptions} from './make.ts';
import type {Part} from './part.ts';
import {type LibcriuArtifact, resolveLibcriu} from './resolve-libcriu.ts';
import {resolvePart} from './resolve-part.ts';
import {failureAtStart, requireExecutable, versionOf} from './start-program.ts';

export type ReadyImage = Extract<PlannedImage, {state: 'ready'}>;

export type MeasuredBuild = {
	underTest: UnderTest;
	replaced: Replaced;
	/** First line of each `--version` in that image. */
	versions: {runtime?: string; criu?: string; libcriu?: string; podman?: string};
};

const libcriuFor = async (
	docker: Docker,
	image: ReadyImage,
	part: Part,
	options: MakeOptions,
): Promise<LibcriuArtifact | undefined> =>
	part.source === 'package' ? undefined : resolveLibcriu(docker, image, part, options);

/**
 * A library from the user that does not load is refused. One that netlock took itself is unavailable in this image.
 * @throws LibraryMissing; NoSource
 */
const measureOwnLibcriu = async (sandbox: StartedSandbox, what: string, isGiven: boolean): Promise<Libcriu> => {
	const missing = await sandbox.exec(['sh', '-c', `${findLibcriu} && ldd "$library" 2>&1 | grep 'not found'`]);
	const lacks = printableLines(text(missing.stdout).trim()).slice(0, 500);
	const measured = lacks === '' ? await measureLibcriu(sandbox) : undefined;
	if (measured) return measured;
	const Reason = isGiven ? LibraryMissing : NoSource;
	throw new Reason(`${what}: ${lacks || 'the loader finds none'}`, 'Give a libcriu that was compiled for this image.');
};

/** A runtime of which nothing could be measured is tested all the same. */
const unmeasured = ({digest}: Artifact): NonNullable<Replaced['runtime']> => ({
	version: 'unknown',
	digest,
	checkpoints: true,
	networkLockFlag: false,
});

/** What a build did to the sandbox in which it was measured. Undefined for an error of the engine, or of netlock. */
const damageOf = (error: unknown): string | undefined => {
	const known = asKnown(error);
	return known?.kind === 'product' || known instanceof ShellKilled ? known.shortMessage : undefined;
};

const isFromUser = ({from, criu, podman}: Build): boolean =>
	[from, criu, podman].some(part => part?.source === 'binary');

/** @throws CannotRun, LibraryMissing, BuildError, ImageUnavailable */
export const measureBuild = async (
	docker: Docker,
	image: ReadyImage,
	build: Build,
	options: MakeOptions,
): Promise<MeasuredBuild> => {
	const {runtime: name, from} = build;
	const get = (project: RuntimeName | 'criu' | 'podman', part: Part): Promise<Artifact> | undefined =>
		part.source === 'package' || part.source === 'image'
			? undefined
			: resolvePart(docker, image, project, part, options);
	const [runtime, criu] = [await get(name, from), await get('criu', build.criu)];
	const libcriu = build.libcriu && (await libcriuFor(docker, image, build.libcriu, options));
	const podman = build.podman && (await get('podman', build.podman));
	const underTest: UnderTest = {
		...(runtime && {runtime: {name, ...runtime}}),
		...(criu && {criu}),
		...(libcriu && {libcriu: libcriu.artifact}),
		...(podman && {podman}),
	};
	const packaged = image.facts.runtimes[name]?.version;
	const versions: MeasuredBuild['versions'] = {...(packaged !== undefined && {runtime: packaged})};
	if (!runtime && !criu && !libcriu && !podman) return {underTest, replaced: {}, versions};
	const inVain = (option: string, {path}: Artifact): string =>
		`${option} ${build.id}: ${path} cannot run in ${image.id}`;
	const programs = [
		...(runtime ? [{option: '--runtime', artifact: runtime}] : []),
		...(criu ? [{option: '--criu', artifact: criu}] : []),
		...(podman ? [{option: '--podman', artifact: podman}] : []),
	];
	for (const {option, artifact} of programs) {
		await requireExecutable(inVain(option, artifact), artifact.path, image.facts);
	}
	options.signal?.throwIfAborted();
	const measured = inMeasuringSandbox(docker, {ref: image.ref, underTest}, async sandbox => {
		const replaced: Replaced = {};
		if (runtime) {
			// By its whole path: with PATH, the shell would skip a file that is not executable and run the image's own
			// program.
			const program = `${buildsFolder}/${name}`;
			const broken = await failureAtStart(from, async () => {
				versions.runtime = await versionOf(sandbox, inVain('--runtime', runtime), program);
			});
			const measured = broken === undefined ? await measureRuntime(sandbox, name, program) : undefined;
			if (broken !== undefined) {
				versions.runtime = 'does not start';
				replaced.broken = `${name} does not start in ${broken}`;
				replaced.runtime = unmeasured(runtime);
			}
			// A runtime under test is always tested, even if its help does not mention checkpoints.
			if (measured) replaced.runtime = {...measured, checkpoints: true};
		}
		if (criu) {
			const broken = await failureAtStart(build.criu, async () => {
				versions.criu = await versionOf(sandbox, inVain('--criu', criu), 'criu');
			});
			if (broken !== undefined) {
				versions.criu = 'does not start';
				replaced.broken = `criu does not start in ${broken}`;
			}
			replaced.criu = await measureCriu(sandbox);
			const otherwise = recordedOtherwise(replaced.criu);
			if (otherwise) options.onStep?.({kind: 'recorded otherwise', ...otherwise});
			if (criu.libcriu !== undefined) {
				const {version, libcriu: digest} = replaced.criu;
				replaced.criu.libcriuVersion = version;
				replaced.libcriu = {version, ...(digest !== undefined && {digest})};
			}
		}
		if (libcriu) {
			const what = `--libcriu ${build.id}: ${libcriu.artifact.path} cannot be loaded in ${image.id}`;
			const {atLeast} = await measureOwnLibcriu(sandbox, what, build.libcriu?.source === 'binary');
			const version = libcriu.version ?? atLeast;
			replaced.libcriu = {version, digest: libcriu.artifact.digest};
			versions.libcriu = libcriu.version ?? `${atLeast} or newer`;
		}
		if (podman) {
			const program = `${buildsFolder}/podman`;
			versions.podman = await versionOf(sandbox, inVain('--podman', podman), program);
			const measured = await measurePodman(sandbox, program);
			if (measured) replaced.podman = measured;
		}
		return {underTest, replaced, versions};
	});
	return measured.catch((error: unknown) => {
		const why = damageOf(error);
		if (why === undefined) throw error;
		const what = programs.map(({option, artifact}) => inVain(option, artifact)).join(', or ');
		if (isFromUser(build)) throw new FailsAtStart(`${what}: ${why}`);
		const broken = `${build.id} cannot be measured in ${image.id}: ${why}`;
		return {underTest, replaced: {broken, ...(runtime && {runtime: unmeasured(runtime)})}, versions};
	});
};
