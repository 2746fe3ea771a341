// Splits a command line of a cell into words, and makes it a line of a script in which folders and the container's id
// are variables.
import {quote} from '../../support/quote.ts';

/** Reads the output of `commandLine`: plain words, and words in single quotes. */
export const wordsOf = (line: string): string[] =>
	[...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
		word.replaceAll(
			/'([^']*)'|\\(')/g,
			(_, inside: string | undefined, mark: string | undefined) => inside ?? mark ?? '',
		),
	);

const folder = '/cell/';

/** `/cell/…` becomes a path below `$dir`, and the last word, the container's id, becomes `$id`. */
export const scriptLine = (line: string): string =>
	wordsOf(line)
		.map((word, index, all) => {
			if (index === all.length - 1) return '"$id"';
			return word.startsWith(folder) ? `"$dir"/${quote(word.slice(folder.length))}` : quote(word);
		})
		.join(' ');

/** Folders that operations write to. Runtimes do not make them. */
export const foldersIn = (lines: readonly string[]): string[] => [
	...new Set(
		lines
			.flatMap(wordsOf)
			.filter(word => word.startsWith(folder) && word !== `${folder}bundle`)
			.map(word => word.slice(folder.length)),
	),
];
