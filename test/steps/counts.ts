// The numbers of passed and failed tests, and the skipped ones, from a step's output and status.
export type Counts = {passed: number; failed: number; skipped: readonly string[]};

const sum = (output: string, pattern: RegExp): number =>
	[...output.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);

/**
 * AVA prints a line for each test, and counts at its end. A crash that AVA could not count as a test is one failure.
 */
export const countTests = (output: string, exit: number): Counts => ({
	passed: [...output.matchAll(/^\s*✔ /gm)].length,
	failed:
		exit === 0
			? 0
			: Math.max(sum(output, /^\s*(\d+) (?:tests? failed|uncaught exceptions?|unhandled rejections?)/gm), 1),
	skipped: [...output.matchAll(/^\s*- \[skip\] (.*)$/gm)].map(([, title = '']) => title),
});

export const countWhole = (exit: number): Counts =>
	exit === 0 ? {passed: 1, failed: 0, skipped: []} : {passed: 0, failed: 1, skipped: []};

export const addCounts = (all: readonly Counts[]): Counts => ({
	passed: all.reduce((total, {passed}) => total + passed, 0),
	failed: all.reduce((total, {failed}) => total + failed, 0),
	skipped: all.flatMap(({skipped}) => skipped),
});
