// Notices when no event has come for too long.

export type Silence = {heard: () => void; stop: () => void};

export const watchSilence = (limitMs: number, onSilence: () => void): Silence => {
	let count = 0;
	const timer = setTimeout(() => {
		const before = count;
		// This process itself may have been busy, so it first reads the events that wait.
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
