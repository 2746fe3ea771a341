// A client of the Docker API for an endpoint. Nothing connects before the first call.
import type Docker from 'dockerode';
import {EndpointRefused} from './errors.ts';
import {requireLean} from './require-lean.ts';

export const howToReach =
	'Valid: unix:///PATH, tcp://HOST:PORT and http://HOST:PORT, without encryption. For ssh or TLS, forward a socket: ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock HOST, then DOCKER_HOST=unix:///tmp/engine.sock';

const spoken = ['unix:', 'tcp:', 'http:'];

/**
 * @throws EndpointRefused for an endpoint that netlock does not support. The API version is left unset: unversioned
 * paths serve Docker 20.10 to 29 and Podman.
 */
export const clientFor = (endpoint: string): Docker => {
	const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
	if (url === undefined || !spoken.includes(url.protocol)) {
		throw new EndpointRefused(endpoint, howToReach);
	}
	// Loaded at the first call: most commands and tests need no engine.
	const Client = requireLean('dockerode') as typeof Docker;
	return url.protocol === 'unix:'
		? new Client({socketPath: url.pathname})
		: new Client({host: url.hostname, port: Number(url.port || 2375), protocol: 'http'});
};
