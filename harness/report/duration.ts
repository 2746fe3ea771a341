// Spans of time as people read them.

/** Milliseconds in: `340 ms`, `1.7 s`, `3 min 12 s`, `1 h 4 min`. */
export const formatDuration = (milliseconds: number): string => {
	if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
	if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;

	const seconds = Math.round(milliseconds / 1000);
	const minutes = Math.floor(seconds / 60);
	return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
};

/** Between two ISO 8601 times, milliseconds. */
export const elapsed = ({started, finished}: {started: string; finished: string}): number =>
	Date.parse(finished) - Date.parse(started);
