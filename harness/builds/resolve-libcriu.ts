// Gets the libcriu.so.2 of a part in one image: a file from the user, the library of a CRIU that is compiled or
// fetched, or the library that the packages of another image install.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type Docker from 'dockerode';
import {criuVersionIn} from '../images/criu-version.ts';
import type {Artifact} from '../model/artifact.ts';
import {libcriuVersion} from '../model/libcriu-version.ts';
import {findLibcriu} from '../sandbox/find-libcriu.ts';
import {inMeasuringSandbox} from '../sandbox/measuring-sandbox.ts';
import {limits} from '../support/limits.ts';
import {sha256} from '../support/sha256.ts';
import {text} from '../support/text.ts';
import {writeWhole} from '../support/write-whole.ts';
import type {BuilderBase} from './builder.ts';
import {NoSource} from './errors.ts';
import type {MakeOptions} from './make.ts';
import type {Part} from './part.ts';
import {resolvePart} from './resolve-part.ts';

/** `version`: known only for some origins. The library itself does not say it. */
export type LibcriuArtifact = {artifact: Artifact; version?: string};

const fromImage = async (
	docker: Docker,
	id: string,
	{store, imageOf}: Pick<MakeOptions, 'store' | 'imageOf'>,
): Promise<LibcriuArtifact> => {
	const image = await imageOf?.(id);
	if (image?.state !== 'ready') throw new NoSource(`libcriu of ${id}: ${image?.reason ?? 'no such image'}`);
	return inMeasuringSandbox(docker, {ref: image.ref}, async sandbox => {
		const {exit, stdout} = await sandbox.exec(['sh', '-c', `${findLibcriu} && cat "$library"`]);
		if (exit !== 0) throw new NoSource(`${id} has no libcriu.so.2`, 'Name an image that has CRIU and its library.');
		const library = Buffer.from(stdout);
		const digest = sha256(library);
		const path = join(store, `libcriu-${digest.slice(0, 16)}`, 'libcriu.so.2');
		writeWhole(path, library);
		return {artifact: {path, digest}, version: libcriuVersion(image.facts)};
	});
};

/** The version that the CRIU beside it prints. Undefined when that CRIU does not start: the library may still work. */
const versionBeside = (docker: Docker, {ref}: BuilderBase, criu: Artifact): Promise<string | undefined> =>
	inMeasuringSandbox(docker, {ref, underTest: {criu}}, async sandbox => {
		const {exit, stdout} = await sandbox.exec(['criu', '--version'], {limitSeconds: limits.askProgramSeconds});
		return exit === 0 ? criuVersionIn(text(stdout)) : undefined;
	});

/** @throws BuildError, ImageUnavailable */
export const resolveLibcriu = async (
	docker: Docker,
	image: BuilderBase,
	part: Exclude<Part, {source: 'package'}>,
	options: MakeOptions,
): Promise<LibcriuArtifact> => {
	if (part.source === 'image') return fromImage(docker, part.image, options);
	if (part.source === 'binary') return {artifact: {path: part.path, digest: part.digest}};
	const criu = await resolvePart(docker, image, 'criu', part, options);
	const {libcriu, origin} = criu;
	if (libcriu === undefined) throw new NoSource('the build of CRIU gives no libcriu.so.2');
	const version = await versionBeside(docker, image, criu);
	return {
		artifact: {path: libcriu, digest: sha256(await readFile(libcriu)), ...(origin && {origin})},
		...(version !== undefined && {version}),
	};
};
