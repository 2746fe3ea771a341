// Handles Ctrl-C: the first one asks for a clean stop, the second one ends the process at once. A closed terminal asks
// for a clean stop.
import {NetlockError} from '../support/errors.ts';
import {exitCode} from './exit-codes.ts';

export class Interrupted extends NetlockError {
	override name = 'Interrupted';
	constructor() {
		super('interrupted', 'interrupted');
	}
}

const stops = new Set<() => void>();

/** Asks all running work to stop. False when there is no such work. */
export const interrupt = (): boolean => {
	for (const stop of stops) stop();
	return stops.size > 0;
};

export const onInterrupt = (onFirst: () => void): {signal: AbortSignal} => {
	const controller = new AbortController();
	const stop = (): void => {
		if (controller.signal.aborted) return;
		// First of all: the message about it may fail, because the terminal may be gone.
		controller.abort(new Interrupted());
		onFirst();
	};
	stops.add(stop);
	for (const name of ['SIGINT', 'SIGTERM'] as const) {
		process.on(name, () => (controller.signal.aborted ? process.exit(exitCode.interrupted) : stop()));
	}
	// The kernel and the shell may both send SIGHUP. Two count as one.
	process.on('SIGHUP', stop);
	return {signal: controller.signal};
};
