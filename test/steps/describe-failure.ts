// The failures in few lines. `npm test` prints them again at its end, where a log that was cut still has them.

const mostLines = 120;

/** Above this line AVA prints a line for each test, and below it the error of each failed test. */
const isSeparator = (line: string): boolean => line.trim() === '─';

/** For AVA: the titles of failed tests, and their errors. If AVA crashed before that, its whole output. */
export const describeFailure = (name: string, output: string, isAva = false): string => {
	const lines = output.trimEnd().split('\n');
	const titles = isAva ? lines.filter(line => /^\s*[✖✘] /.test(line)) : [];
	const details = isAva ? lines.slice(lines.findIndex(isSeparator) + 1) : lines;
	const shown = details.length > mostLines ? [...details.slice(0, mostLines), '  …'] : details;
	return [`── failed: ${name}`, ...titles, '', ...shown].join('\n');
};
