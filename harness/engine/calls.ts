// Observes the calls of this thread to the engine through Node's HTTP client, whichever package makes them.
import {subscribe} from 'node:diagnostics_channel';
import type {ClientRequest} from 'node:http';
import {now, type Phase} from '../support/phases.ts';

const withoutIds = (path: string): string => path.replace(/\?.*/, '').replace(/\/[0-9a-f]{64}\b/, '/ID');

/** Calls the listener for every call that is answered from now on, such as `POST /containers/ID/start`. */
export const onEngineCall = (listener: (call: Phase) => void): void => {
	const begun = new WeakMap<ClientRequest, number>();
	const end = (request: ClientRequest): void => {
		const start = begun.get(request);
		if (start === undefined) return;
		begun.delete(request);
		listener({name: `${request.method} ${withoutIds(request.path)}`, start, took: now() - start});
	};
	// Listens for `created`: for a call that becomes a stream, Node never reports the end of the request.
	subscribe('http.client.request.created', message => {
		const {request} = message as {request: ClientRequest};
		begun.set(request, now());
		// A call that becomes a stream gets an `upgrade` instead of a response.
		request.once('upgrade', () => end(request));
	});
	subscribe('http.client.response.finish', message => end((message as {request: ClientRequest}).request));
};
