// Ctrl-C: the first asks for a clean stop, the second ends the process at once.
import {exitCode} from './exit-codes.ts';

export class Interrupted extends Error {
	override name = 'Interrupted';
	shortMessage = 'interrupted';
}

export const onInterrupt = (onFirst: () => void): {signal: AbortSignal} => {
	const controller = new AbortController();
	const stop = (): void => {
		if (controller.signal.aborted) process.exit(exitCode.interrupted);
		onFirst();
		controller.abort(new Interrupted());
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	return {signal: controller.signal};
};

/** `work`, or Interrupted as soon as that is asked for: for work that has nothing to keep. */
export const unlessInterrupted = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> =>
	Promise.race([
		work,
		new Promise<never>((_, reject) => {
			signal.addEventListener('abort', () => reject(signal.reason), {once: true});
		}),
	]);
