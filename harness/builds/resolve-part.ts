// Gets the files that stand for a part in one image: those on disk as they are, others compiled or fetched there.
import type Docker from 'dockerode';
import type {BuilderBase, Project} from './builder.ts';
import {fetchCopr} from './copr.ts';
import {type MakeOptions, makeBuild} from './make.ts';
import type {Part} from './request.ts';

/** On this machine. `made`: what it came of, for what was not there before. */
export type ResolvedPart = {
	path: string;
	libcriu?: string;
	/** That these need, and an image may lack. */
	libraries?: readonly string[];
	digest: string;
	made?: {digest: string; source?: string; patchset?: string};
};

type Wanted = Exclude<Part, {source: 'package'}>;

/** @throws BuildError, ImageUnavailable */
export const resolvePart = async (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Wanted,
	options: MakeOptions,
): Promise<ResolvedPart> => {
	if (part.source === 'binary') return part;
	if (part.source === 'copr') return fetchCopr(docker, image, project, part.project, options);
	const source = part.source === 'tree' ? part : 'package';
	const made = await makeBuild(docker, image, {project, source, patches: part.patches ?? []}, options);
	const {binary: path, libcriu, digest, source: from, patchset} = made;
	return {
		path,
		digest,
		...(libcriu !== undefined && {libcriu}),
		made: {digest, source: from, ...(patchset !== undefined && {patchset})},
	};
};
