// Images on the engine: look up, pull, build, import. It knows nothing about their content.
import {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {pack} from 'tar-stream';
import {limits} from '../support/limits.ts';
import {ImageUnavailable, NoAnswer} from './errors.ts';
import {followSteps, type OnLine} from './progress.ts';

export type EngineImage = {
	id: string;
	labels: Record<string, string>;
	/** `name@sha256:…`, as registries name the image. Empty if it comes from no registry. */
	digests: string[];
};

/** A name as Docker gives it: Podman adds the registry, also to names that netlock made up. */
const shortName = (name: string): string => name.replace(/^(?:docker\.io\/(?:library\/)?|localhost\/)/, '');

/** An image by reference. Undefined when the engine does not have it. */
export const findImage = async (docker: Docker, ref: string): Promise<EngineImage | undefined> => {
	try {
		const {Id, Config, RepoDigests} = await docker.getImage(ref).inspect();
		return {id: Id, labels: Config?.Labels ?? {}, digests: (RepoDigests ?? []).map(shortName)};
	} catch (error) {
		if ((error as {statusCode?: number}).statusCode === 404) return undefined;
		throw error;
	}
};

/** Pulls a reference and returns its digest, `name@sha256:…`. @throws ImageUnavailable with the registry's message */
export const pullImage = async (
	docker: Docker,
	ref: string,
	onLine?: OnLine,
	answerMs = limits.pullAnswerMs,
): Promise<string> => {
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), answerMs);
	try {
		const stream = await docker.pull(ref, {abortSignal: silence.signal});
		await followSteps(docker, stream, `pull ${ref}`, line => {
			clearTimeout(timer);
			onLine?.(line);
		});
	} catch (error) {
		if (silence.signal.aborted) throw new NoAnswer(`pull ${ref}: did not answer within ${answerMs / 1000} s`);
		if (error instanceof ImageUnavailable) throw error;
		throw new ImageUnavailable(`pull ${ref}: ${(error as Error).message}`, '', error);
	} finally {
		clearTimeout(timer);
	}
	const {RepoDigests} = await docker.getImage(ref).inspect();
	return RepoDigests[0] ?? ref;
};

type BuildSpec = {
	/** Folder that is the context of the build. */
	context: string;
	files: string[];
	dockerfile: string;
	tag: string;
	buildArguments?: Record<string, string>;
	labels?: Record<string, string>;
};

/** Builds with the classic builder, on the host's network: a private engine has no bridge. */
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

/** Gives an image another name. */
export const tagImage = async (docker: Docker, ref: string, repo: string, tag: string): Promise<void> => {
	await docker.getImage(ref).tag({repo, tag});
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
	// Docker takes the tag from either place. podman 4.3 ignores `tag` here and names the image `latest`.
	const stream = await docker.importImage(tar, {repo: `${repo}:${tag}`, tag});
	await followSteps(docker, stream, `import ${repo}:${tag}`);
	const imported = await findImage(docker, `${repo}:${tag}`);
	if (!imported) throw new ImageUnavailable(`import ${repo}:${tag}: the engine has no such image afterwards`);
	return imported;
};

/** Removes every image whose name begins with one of these. Returns their number. */
export const removeImages = async (docker: Docker, repositories: readonly string[]): Promise<number> => {
	const images = await docker.listImages();
	const ours = images
		.map(({RepoTags}) => (RepoTags ?? []).filter(tag => repositories.some(each => shortName(tag).startsWith(each))))
		.filter(tags => tags.length > 0);
	// Names are removed one by one. An image that others are built on is deleted with the last of them.
	for (const tag of ours.flat()) await docker.getImage(tag).remove({force: true});
	return ours.length;
};

/** Removes a name. The image is deleted with its last name, unless another image is built on it. */
export const untagImage = async (docker: Docker, ref: string): Promise<void> => {
	if (await findImage(docker, ref)) await docker.getImage(ref).remove({noprune: true});
};
