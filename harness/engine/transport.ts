// Moves images out of an engine and into one: as an archive, or through a registry.
import {Readable} from 'node:stream';
import type Docker from 'dockerode';
import {EngineError, ImageUnavailable} from './errors.ts';
import {followSteps, type OnLine} from './progress.ts';

/** User and password for a registry, as `docker login` keeps them. */
export type Credentials = {username: string; password: string};

/** Pushes a reference that the engine has. Returns `sha256:…`. @throws ImageUnavailable with the registry's message */
export const pushImage = async (
	docker: Docker,
	ref: string,
	credentials: Credentials | undefined,
	onLine?: OnLine,
): Promise<string> => {
	const stream = await docker.getImage(ref).push({authconfig: credentials ?? {username: '', password: ''}});
	await followSteps(docker, stream, `push ${ref}`, onLine);
	const {RepoDigests = []} = await docker.getImage(ref).inspect();
	const name = ref.slice(0, ref.lastIndexOf(':'));
	const digest = RepoDigests.find((each: string) => each.startsWith(`${name}@`));
	if (digest === undefined) throw new ImageUnavailable(`push ${ref}: the registry named no digest`);
	return digest.slice(name.length + 1);
};

/** All references in one archive, as `docker save` writes it. Shared layers are in it once. */
export const saveImages = async (docker: Docker, refs: readonly string[]): Promise<Readable> => {
	const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
		docker.modem.dial(
			{
				// docker-modem drops the last character of a path, as if it were a lone `?`. So the path ends with a `&` that
				// may be dropped.
				path: `/images/get?${refs.map(ref => `names=${encodeURIComponent(ref)}&`).join('')}`,
				method: 'GET',
				isStream: true,
				statusCodes: {200: true, 404: 'no such image', 500: 'server error'},
			},
			(error: Error | null, data: unknown) => (error ? reject(error) : resolve(data as NodeJS.ReadableStream)),
		);
	});
	return Readable.from(stream);
};

/** @throws EngineError when the engine refuses the archive */
export const loadImages = async (docker: Docker, archive: Readable): Promise<void> => {
	try {
		await followSteps(docker, await docker.loadImage(archive), 'load');
	} catch (error) {
		throw new EngineError('the engine refuses the archive', String((error as Error).message), error);
	}
};
