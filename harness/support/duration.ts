// Formats durations for people.
import prettyMilliseconds from 'pretty-ms';

/** Takes milliseconds, which may be no number in results of others. Gives `340ms`, `1.7s`, `3m 12s`, `1h 4m`. */
export const formatDuration = (milliseconds: number): string =>
	Number.isFinite(milliseconds)
		? prettyMilliseconds(Math.max(0, milliseconds), {unitCount: 2, secondsDecimalDigits: milliseconds < 60_000 ? 1 : 0})
		: 'an unknown time';

/** Milliseconds between two ISO 8601 times; NaN where one is no time. */
export const elapsed = ({started, finished}: {started: string; finished: string}): number =>
	Date.parse(finished) - Date.parse(started);
