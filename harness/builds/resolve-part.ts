// Gets the artifact that stands for a part in one image: a binary as it is, sources compiled there, a package fetched.
import type Docker from 'dockerode';
import type {Artifact} from '../model/artifact.ts';
import type {BuilderBase, Project} from './builder.ts';
import {fetchCopr} from './copr.ts';
import {type MakeOptions, makeBuild} from './make.ts';
import type {Part} from './request.ts';

/** @throws BuildError, ImageUnavailable */
export const resolvePart = async (
	docker: Docker,
	image: BuilderBase,
	project: Project,
	part: Exclude<Part, {source: 'package'}>,
	options: MakeOptions,
): Promise<Artifact> => {
	if (part.source === 'copr') return fetchCopr(docker, image, project, part.project, options);
	if (part.source !== 'binary') {
		const {reused: _, ...artifact} = await makeBuild(docker, image, project, part, options);
		return artifact;
	}
	const {path, digest, libcriu, libraries} = part;
	return {path, digest, ...(libcriu !== undefined && {libcriu}), ...(libraries && {libraries})};
};
