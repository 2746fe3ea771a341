// Text of unknown origin, made safe to show on a terminal, in Markdown and on a page.
// It is cut before anything else: whatever looks at it afterwards has little to do, however long the text was.
import {stripVTControlCharacters} from 'node:util';

const longestLine = 2000;
const longestText = 16_000;

/** Control characters, line separators, what is no character, and marks that change the direction of text, so that it reads as other text. */
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFFFE\uFFFF]+/gu;

const cutNote = (length: number): string => `... (cut: ${length} characters)`;

/** Sequences that steer a terminal are left out whole, what else cannot be printed becomes a space. */
const clean = (text: string): string =>
	stripVTControlCharacters(text.slice(0, longestLine)).replaceAll(unprintable, ' ').toWellFormed();

/** One line. */
export const printable = (text: string): string =>
	text.length <= longestLine ? clean(text) : clean(text) + cutNote(text.length);

/** Text of several lines, each printable. */
export const printableLines = (text: string): string => {
	const lines = text.slice(0, longestText).split(/\r?\n/);
	if (text.length <= longestText) return lines.map(printable).join('\n');
	return [...lines.slice(0, -1).map(printable), clean(lines.at(-1) ?? '') + cutNote(text.length)].join('\n');
};
