// Formats durations for people.
import prettyMilliseconds from 'pretty-ms';

/** Takes milliseconds. Gives `340ms`, `1.7s`, `3m 12s`, `1h 4m`. */
export const formatDuration = (milliseconds: number): string =>
	prettyMilliseconds(Math.max(0, milliseconds), {unitCount: 2, secondsDecimalDigits: milliseconds < 60_000 ? 1 : 0});

/** Milliseconds between two ISO 8601 times. */
export const elapsed = ({started, finished}: {started: string; finished: string}): number =>
	Date.parse(finished) - Date.parse(started);
