// Finds the engine: DOCKER_HOST, then the usual sockets, then netlock's own. Any endpoint with Docker's API works.
import {existsSync} from 'node:fs';
import type Docker from 'dockerode';
import {limits} from '../support/limits.ts';
import {clientFor} from './client.ts';
import {NoEngine} from './errors.ts';
import {type PrivateEngine, privateSocket, startPrivateEngine} from './private-engine.ts';

export type Engine = {
	docker: Docker;
	/** `unix:///…` or `tcp://…` */
	endpoint: string;
	kind: 'given' | 'found' | 'private';
	/** Registry → its mirror. */
	mirrors: ReadonlyMap<string, string>;
};

/** Settings for engines from the environment, which cli/ reads. */
export type EngineConfig = {
	dockerHost: string | undefined;
	/** Folder of the private engine. */
	home: string;
	/** Registry → its mirror, as in `docker.io=localhost:5000/cache`. */
	mirrors: ReadonlyMap<string, string>;
};

const usualSockets = ['/var/run/docker.sock', '/run/podman/podman.sock'];

const clientIfAnswering = async (endpoint: string): Promise<Docker | undefined> => {
	const docker = clientFor(endpoint);
	// A socket that accepts the connection and never answers must not keep this process alive.
	const limit = {abortSignal: AbortSignal.timeout(limits.engineAnswerMs)};
	return (docker.ping as (options: typeof limit) => Promise<unknown>).call(docker, limit).then(
		() => docker,
		() => undefined,
	);
};

/** The engine that is running, if there is one. @throws NoEngine when DOCKER_HOST is set and does not answer */
export const findEngine = async ({dockerHost, home, mirrors}: EngineConfig): Promise<Engine | undefined> => {
	if (dockerHost !== undefined) {
		const docker = await clientIfAnswering(dockerHost);
		if (docker) return {docker, endpoint: dockerHost, kind: 'given', mirrors};
		throw new NoEngine(
			`DOCKER_HOST=${dockerHost} does not answer`,
			'Start that engine, or unset DOCKER_HOST to let netlock find or start one.',
		);
	}
	for (const socket of [...usualSockets, privateSocket(home)].filter(path => existsSync(path))) {
		const endpoint = `unix://${socket}`;
		const docker = await clientIfAnswering(endpoint);
		if (docker) return {docker, endpoint, kind: socket === privateSocket(home) ? 'private' : 'found', mirrors};
	}
	return undefined;
};

/** Finds an engine, or starts the private one. @throws NoEngine */
export const connect = async (config: EngineConfig, onStart?: (engine: PrivateEngine) => void): Promise<Engine> => {
	const found = await findEngine(config);
	if (found) return found;
	const started = await startPrivateEngine(config.home, onStart);
	const docker = await clientIfAnswering(started.endpoint);
	if (!docker) throw new NoEngine('the private engine stopped answering', `Its log: ${started.log}`);
	return {docker, endpoint: started.endpoint, kind: 'private', mirrors: config.mirrors};
};
