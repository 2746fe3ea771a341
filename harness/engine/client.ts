// A client of the Docker API for an endpoint. Nothing connects before the first call.
import Docker from 'dockerode';

/** A client for an endpoint. The API version is left unset: unversioned paths serve Docker 20.10 to 29 and Podman. */
export const clientFor = (endpoint: string): Docker => {
	const url = new URL(endpoint);
	return url.protocol === 'unix:'
		? new Docker({socketPath: url.pathname})
		: new Docker({host: url.hostname, port: Number(url.port || 2375), protocol: 'http'});
};
