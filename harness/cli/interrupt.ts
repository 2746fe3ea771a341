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
