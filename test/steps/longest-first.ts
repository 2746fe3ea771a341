// The order in which test files start: a file of minutes that started last would run alone at the end.
import {basename} from 'node:path';

/** Names of files of test/e2e that take minutes, the longest first. */
export const longest = [
	'bisect',
	'checkouts',
	'registry',
	'validate',
	'build-limits',
	'builds',
	'build-confinement',
	'every-scenario',
];

const rankOf = (file: string): number => {
	const rank = longest.indexOf(basename(file, '.test.ts'));
	return rank === -1 ? longest.length : rank;
};

export const longestFirst = (files: readonly string[]): string[] =>
	files.toSorted((a, b) => rankOf(a) - rankOf(b) || a.localeCompare(b, 'en'));
