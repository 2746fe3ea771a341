// Renders a row of measurements: the number, the goal, and whether it is reached.

export type Row = {
	what: string;
	value: number;
	unit: string;
	/** The most that it may be. */
	goal?: number;
};

const figure = (value: number): string => (value < 10 ? value.toFixed(2) : Math.round(value).toString());

/** `isBusy`: the machine had other work, so the number is not compared with the goal. */
export const renderRow = ({what, value, unit, goal}: Row, isBusy = false): string => {
	const verdict = isBusy ? 'not judged, the machine was busy' : value <= (goal ?? value) ? 'reached' : 'missed';
	const judged = goal === undefined ? '' : `   goal ${goal} ${unit}: ${verdict}`;
	return `${what.padEnd(78)} ${figure(value).padStart(7)} ${unit}${judged}\n`;
};

/** A row of the table that is not measured here, with the reason. */
export const renderUnmeasured = (what: string, why: string): string => `${what.padEnd(78)}       – ${why}\n`;
