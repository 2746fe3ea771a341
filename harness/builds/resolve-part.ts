// Gets the artifact that stands for a part in one image: a binary as it is, sources compiled there, a package fetched.
import type Docker from 'dockerode';
import type {Artifact} from '../model/artifact.ts';
import type {RuntimeName} from '../model/axes.ts';
import {type BuilderBase, isProject} from './builder.ts';
import {fetchCopr} from './copr.ts';
import {NoSource} from './errors.ts';
import {type MakeOptions, makeBuild} from './make.ts';
import type {Part} from './request.ts';

/** Under way: columns that differ in another part have this one in common. */
const making = new Map<string, ReturnType<typeof makeBuild>>();

/** @throws BuildError, ImageUnavailable */
export const resolvePart = async (
	docker: Docker,
	image: BuilderBase,
	project: RuntimeName | 'criu' | 'podman',
	part: Exclude<Part, {source: 'package' | 'image'}>,
	options: MakeOptions,
): Promise<Artifact> => {
	if (part.source === 'binary') {
		const {path, digest, libcriu, libraries} = part;
		return {path, digest, ...(libcriu !== undefined && {libcriu}), ...(libraries && {libraries})};
	}
	if (part.source === 'copr') return fetchCopr(docker, image, project, part.project, options);
	if (!isProject(project)) throw new NoSource(`${project} is compiled nowhere`, 'Give a binary.');
	const key = JSON.stringify([options.store, image.ref, project, part]);
	const under = making.get(key) ?? makeBuild(docker, image, project, part, options).finally(() => making.delete(key));
	making.set(key, under);
	const {reused: _, ...artifact} = await under;
	return artifact;
};
