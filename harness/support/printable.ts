// Makes text of unknown origin safe for a terminal, Markdown and a page. It cuts the text first, so that later steps
// cost little.
import {stripVTControlCharacters} from 'node:util';

const longestLine = 2000;
const longestText = 16_000;

/**
 * Control characters, line separators, code points that are no characters, and marks that change the direction of text.
 */
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]+/gu;

const cutNote = (length: number): string => `... (cut: ${length} characters)`;

/** Removes terminal escape sequences, and replaces other unprintable characters by spaces. */
const clean = (text: string): string =>
	stripVTControlCharacters(text.slice(0, longestLine)).replaceAll(unprintable, ' ').toWellFormed();

/** Makes one printable line. */
export const printable = (text: string): string =>
	text.length <= longestLine ? clean(text) : clean(text) + cutNote(text.length);

/** Makes printable text of several lines. */
export const printableLines = (text: string): string => {
	const lines = text.slice(0, longestText).split(/\r?\n/);
	if (text.length <= longestText) return lines.map(printable).join('\n');
	return [...lines.slice(0, -1).map(printable), clean(lines.at(-1) ?? '') + cutNote(text.length)].join('\n');
};
