// The calls of this thread to the engine, as Node's HTTP client tells of them: whichever package makes them.
import {subscribe} from 'node:diagnostics_channel';
import type {ClientRequest} from 'node:http';
import {now, type Phase} from '../support/phases.ts';

const withoutIds = (path: string): string => path.replace(/\?.*/, '').replace(/\/[0-9a-f]{64}\b/, '/ID');

/** Tells of every call that is answered from now on, as `POST /containers/ID/start`. */
export const onEngineCall = (listener: (call: Phase) => void): void => {
	const begun = new WeakMap<ClientRequest, number>();
	const end = (request: ClientRequest): void => {
		const start = begun.get(request);
		if (start === undefined) return;
		begun.delete(request);
		listener({name: `${request.method} ${withoutIds(request.path)}`, start, took: now() - start});
	};
	// Created, not started: one that takes its connection over is never said to be whole.
	subscribe('http.client.request.created', message => {
		const {request} = message as {request: ClientRequest};
		begun.set(request, now());
		// A connection that is taken over for a stream has no answer of the usual kind.
		request.once('upgrade', () => end(request));
	});
	subscribe('http.client.response.finish', message => end((message as {request: ClientRequest}).request));
};
