// Images on the engine: look up, pull, build, import. Knows nothing of what is in them.
import {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {pack} from 'tar-stream';
import {ImageUnavailable} from './errors.ts';
import {followSteps, type OnLine} from './progress.ts';

export type EngineImage = {id: string; labels: Record<string, string>};

/** An image by reference; undefined when the engine does not have it. */
export const findImage = async (docker: Docker, ref: string): Promise<EngineImage | undefined> => {
	try {
		const {Id, Config} = await docker.getImage(ref).inspect();
		return {id: Id, labels: Config?.Labels ?? {}};
	} catch (error) {
		if ((error as {statusCode?: number}).statusCode === 404) return undefined;
		throw error;
	}
};

/** Pulls a reference and returns its digest, `name@sha256:…`. @throws ImageUnavailable with the registry's words */
export const pullImage = async (docker: Docker, ref: string, onLine?: OnLine): Promise<string> => {
	try {
		await followSteps(docker, await docker.pull(ref), `pull ${ref}`, onLine);
	} catch (error) {
		if (error instanceof ImageUnavailable) throw error;
		throw new ImageUnavailable(`pull ${ref}: ${(error as Error).message}`, '', error);
	}
	const {RepoDigests} = await docker.getImage(ref).inspect();
	return RepoDigests[0] ?? ref;
};

type BuildSpec = {
	/** Folder that is sent whole as the build's context. */
	context: string;
	files: string[];
	dockerfile: string;
	tag: string;
	buildArguments?: Record<string, string>;
	labels?: Record<string, string>;
};

/** Builds with the classic builder on the host's network (a private engine has no bridge). */
export const buildImage = async (docker: Docker, spec: BuildSpec, onLine?: OnLine): Promise<EngineImage> => {
	const stream = await docker.buildImage(
		{context: spec.context, src: spec.files},
		{
			t: spec.tag,
			dockerfile: spec.dockerfile,
			networkmode: 'host',
			rm: true,
			forcerm: true,
			...(spec.buildArguments && {buildargs: spec.buildArguments}),
			...(spec.labels && {labels: spec.labels}),
		},
	);
	await followSteps(docker, stream, `build ${spec.tag}`, onLine);
	const built = await findImage(docker, spec.tag);
	if (!built) throw new ImageUnavailable(`build ${spec.tag}: the engine reports success but has no such image`);
	return built;
};

/** The same image under another name, with more labels. */
export const relabelImage = async (
	docker: Docker,
	from: string,
	tag: string,
	labels: Record<string, string>,
): Promise<EngineImage> => {
	const context = pack();
	context.entry({name: 'Containerfile'}, `FROM ${from}\n`);
	context.finalize();
	const options = {t: tag, dockerfile: 'Containerfile', labels};
	await followSteps(docker, await docker.buildImage(Readable.from(context), options), `label ${tag}`);
	const labelled = await findImage(docker, tag);
	if (!labelled) throw new ImageUnavailable(`label ${tag}: the engine has no such image afterwards`);
	return labelled;
};

/** Imports a tar archive of a root file system. */
export const importImage = async (
	docker: Docker,
	tar: NodeJS.ReadableStream,
	repo: string,
	tag: string,
): Promise<EngineImage> => {
	const stream = await docker.importImage(tar, {repo, tag});
	await followSteps(docker, stream, `import ${repo}:${tag}`);
	const imported = await findImage(docker, `${repo}:${tag}`);
	if (!imported) throw new ImageUnavailable(`import ${repo}:${tag}: the engine has no such image afterwards`);
	return imported;
};

/** Removes every image whose name begins with one of these; how many there were. */
export const removeImages = async (docker: Docker, repositories: readonly string[]): Promise<number> => {
	const images = await docker.listImages();
	const ours = images.filter(({RepoTags}) => RepoTags?.some(tag => repositories.some(each => tag.startsWith(each))));
	for (const {Id} of ours) await docker.getImage(Id).remove({force: true});
	return ours.length;
};
