// Measures and cuts text in columns of a terminal: a wide character takes two, a combining one none.
import {createRequire} from 'node:module';
import type StringWidth from 'string-width';
import type WrapAnsi from 'wrap-ansi';

const require = createRequire(import.meta.url);
// Loaded at the first use. Their patterns of emoji take as much processor time to compile as Node takes to start.
const stringWidth = (text: string): number => (require('string-width') as {default: typeof StringWidth}).default(text);
const wrapAnsi: typeof WrapAnsi = (...given) => (require('wrap-ansi') as {default: typeof WrapAnsi}).default(...given);

/** A terminal may report no width, or 0: `script` makes a pseudo-terminal without a size. */
export const usableWidth = (columns: number | undefined): number => Math.max(20, columns || 100);

/** The width of text, with or without colours. */
export const textWidth = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));

/** Wraps text to lines of at most `width` columns: between words, and inside a word that is longer than a line. */
export const wrapWords = (text: string, width: number): string[] =>
	wrapAnsi(text.trim(), Math.max(1, width), {hard: true}).split('\n');

/** At most `most` lines of `wrapWords`. If lines were left out, the last one ends in `...`. */
export const wrapAtMost = (text: string, width: number, most: number): string[] => {
	const lines = wrapWords(text, width);
	if (lines.length <= most) return lines;
	const last = lines[most - 1] ?? '';
	return [...lines.slice(0, most - 1), cutToWidth(last, Math.max(0, width - 3)) + '...'.slice(0, Math.max(1, width))];
};

/** Cuts text without colours to at most `width` columns, with `ellipsis` at the cut. */
export const cutToWidth = (text: string, width: number, ellipsis = ''): string => {
	if (textWidth(text) <= width) return text;
	let room = width - textWidth(ellipsis);
	let line = '';
	for (const {segment} of new Intl.Segmenter().segment(text)) {
		room -= textWidth(segment);
		if (room < 0) break;
		line += segment;
	}
	return line.trimEnd() + ellipsis.slice(0, Math.max(0, width));
};

export const padToWidth = (text: string, width: number): string =>
	text + ' '.repeat(Math.max(0, width - textWidth(text)));
