// `--bail N`: ends a run after N unexpected cells.
import {Option} from 'commander';
import {wholeNumber} from '../plan/selection.ts';
import type {Event} from '../results/events.ts';
import {counted} from '../support/counted.ts';

export const bailOption = (): Option =>
	new Option('--bail <n>', 'end the run after n unexpected outcomes; what is finished is reported').argParser(
		(value: string) => wholeNumber('--bail', value),
	);

export type Bail = {signal: AbortSignal; onEvent: (event: Event) => void};

/** `most`: undefined when the run always goes on. */
export const bailAfter = (most: number | undefined, note: (text: string) => void): Bail => {
	const end = new AbortController();
	let seen = 0;
	return {
		signal: end.signal,
		onEvent: event => {
			if (event.type !== 'cell-finished' || !event.result.unexpected || end.signal.aborted) return;
			seen += 1;
			if (seen !== most) return;
			note(`stopping after ${counted(seen, 'unexpected outcome')}, as --bail says`);
			end.abort();
		},
	};
};
