// Watches the engine during a run and signals when it is gone. Without this, some calls would wait for ever and others
// would fail one by one.
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {limits} from '../support/limits.ts';
import {until} from '../support/until.ts';
import {EngineGone} from './errors.ts';

/** Whether nobody listens at the address. An engine that is slow to answer is not gone. */
const isRefusal = (error: unknown): boolean =>
	['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException)?.code ?? '');

/** The error of one ping. Undefined when the engine answers. */
const look = (docker: Docker): Promise<unknown> =>
	docker.ping().then(
		() => undefined,
		(error: unknown) => error,
	);

/** After this many refusals in a row the engine is gone. An engine that restarts refuses for a moment. */
const refusals = 4;

export type Watch = {
	/** Fires once, with an EngineGone, when nobody listens at the endpoint. */
	lost: AbortSignal;
	stop: () => void;
};

export const watchEngine = (docker: Docker, endpoint: string): Watch => {
	const lost = new AbortController();
	const stop = new AbortController();
	const pause = (): Promise<void> => sleep(limits.engineCheckMs, undefined, {signal: stop.signal, ref: false});
	const watch = async (): Promise<void> => {
		for (let count = 0; ; ) {
			await pause();
			const error = await look(docker);
			count = isRefusal(error) ? count + 1 : 0;
			if (count === refusals) return lost.abort(new EngineGone(endpoint, error));
		}
	};
	// Only the pause can throw, when the watch ends.
	watch().catch(() => {});
	return {lost: lost.signal, stop: () => stop.abort()};
};

/** The reason for a failed call: EngineGone if nobody listens at the endpoint, else the error itself. */
export const reasonOf = async (docker: Docker, endpoint: string, error: unknown): Promise<unknown> => {
	const problem = await look(docker);
	return isRefusal(problem) ? new EngineGone(endpoint, problem) : error;
};

/**
 * Repeats the work if the engine was away for a moment. A watch may end the run before that.
 * @throws EngineGone when the engine does not come back
 */
export const withEngine = async <Result>(
	docker: Docker,
	endpoint: string,
	work: () => Promise<Result>,
): Promise<Result> => {
	try {
		return await work();
	} catch (error) {
		const reason = await reasonOf(docker, endpoint, error);
		if (!(reason instanceof EngineGone)) throw error;
		const isBack = async (): Promise<boolean> => !isRefusal(await look(docker));
		if (!(await until(isBack, {limitMs: limits.engineBackMs, everyMs: limits.engineCheckMs}))) throw reason;
		return await work();
	}
};
