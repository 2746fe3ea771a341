// What failed, in few lines: `npm test` prints them again at its end, where a log that was cut still has them.

const mostLines = 120;

/** Above this line AVA prints a line for each test, and below it what is wrong with each that failed. */
const isSeparator = (line: string): boolean => line.trim() === '─';

/** Of AVA: titles of failed tests, and what is wrong with each. Where AVA crashed before it came to that, all that it printed. */
export const describeFailure = (name: string, output: string, isAva = false): string => {
	const lines = output.trimEnd().split('\n');
	const titles = isAva ? lines.filter(line => /^\s*[✖✘] /.test(line)) : [];
	const details = isAva ? lines.slice(lines.findIndex(isSeparator) + 1) : lines;
	const shown = details.length > mostLines ? [...details.slice(0, mostLines), '  …'] : details;
	return [`── failed: ${name}`, ...titles, '', ...shown].join('\n');
};
