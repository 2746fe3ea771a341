// Notices that nothing has been heard for too long.

export type Silence = {heard: () => void; stop: () => void};

export const watchSilence = (limitMs: number, onSilence: () => void): Silence => {
	let count = 0;
	const timer = setTimeout(() => {
		const before = count;
		// This process may have been held up itself: what waits to be read is read first.
		setImmediate(() => {
			if (count === before) onSilence();
		});
	}, limitMs);
	return {
		heard: () => {
			count++;
			timer.refresh();
		},
		stop: () => clearTimeout(timer),
	};
};
