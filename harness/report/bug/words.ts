// A command line of a cell as words, and as a line of a script in which folders and the container's id are variables.
import {quote} from '../../support/quote.ts';

/** What `commandLine` made: plain words, and words in single quotes. */
export const wordsOf = (line: string): string[] =>
	[...line.matchAll(/(?:'[^']*'|\\'|[^\s'\\])+/g)].map(([word]) =>
		word.replaceAll(
			/'([^']*)'|\\(')/g,
			(_, inside: string | undefined, mark: string | undefined) => inside ?? mark ?? '',
		),
	);

const folder = '/cell/';

/** `/cell/…` is below `$dir`, and the container is `$id`, the last word. */
export const scriptLine = (line: string): string =>
	wordsOf(line)
		.map((word, index, all) => {
			if (index === all.length - 1) return '"$id"';
			return word.startsWith(folder) ? `"$dir"/${quote(word.slice(folder.length))}` : quote(word);
		})
		.join(' ');

/** Folders that operations write to, which runtimes do not make. */
export const foldersIn = (lines: readonly string[]): string[] => [
	...new Set(
		lines
			.flatMap(wordsOf)
			.filter(word => word.startsWith(folder) && word !== `${folder}bundle`)
			.map(word => word.slice(folder.length)),
	),
];
