// Looks after an engine while others work with it, and tells when it is gone: what waits for it would wait for ever, and what
// asks it would fail, one after the other.
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {limits} from '../support/limits.ts';
import {until} from '../support/until.ts';
import {EngineGone} from './errors.ts';

/** Nobody listens there any more. An engine that is slow to answer is not gone. */
const isRefusal = (error: unknown): boolean =>
	['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes((error as NodeJS.ErrnoException)?.code ?? '');

/** What goes wrong with a look; undefined when it answers. */
const look = (docker: Docker): Promise<unknown> =>
	docker.ping().then(
		() => undefined,
		(error: unknown) => error,
	);

/** In a row, after which it is gone: an engine that is started again refuses for a moment. */
const refusals = 4;

export type Watch = {
	/** Fires once, with an EngineGone, when nobody answers at the endpoint. */
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
	// Only the pause throws, when it is stopped.
	watch().catch(() => {});
	return {lost: lost.signal, stop: () => stop.abort()};
};

/** Why something that was asked of the engine failed: the engine, where nobody answers there any more. */
export const reasonOf = async (docker: Docker, endpoint: string, error: unknown): Promise<unknown> => {
	const problem = await look(docker);
	return isRefusal(problem) ? new EngineGone(endpoint, problem) : error;
};

/**
 * Does it again when the engine was away for a moment. Whoever watches the engine may give up before that.
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
