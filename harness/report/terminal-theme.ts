// Marks and emphasis for a terminal, with colour or as plain ASCII.
import {styleText} from 'node:util';
import {cutToWidth} from '../support/terminal-width.ts';
import {appearances, type Status} from './status.ts';

export type Theme = {
	mark: (status: Status) => string;
	bold: (text: string) => string;
	dim: (text: string) => string;
	good: (text: string) => string;
	bad: (text: string) => string;
	/** Cuts text to at most `width` columns, with an ellipsis at the cut. */
	cut: (text: string, width: number) => string;
};

type Format = Parameters<typeof styleText>[0];

const formats: Record<Status, Format> = {
	pass: 'green',
	'known failure': 'yellow',
	fail: ['red', 'bold'],
	'unexpected pass': ['cyan', 'bold'],
	error: ['magenta', 'bold'],
	miss: 'dim',
	skip: 'dim',
};

export const makeTheme = (colour: boolean, unicode: boolean): Theme => {
	// The caller decides about colour: styleText must not ask the stream or NO_COLOR again.
	const style = (format: Format) => (text: string) =>
		colour ? styleText(format, text, {validateStream: false}) : text;
	const glyphs = colour && unicode;
	const ellipsis = glyphs ? '…' : '..';
	return {
		mark: status => style(formats[status])(appearances[status][glyphs ? 'glyph' : 'ascii']),
		bold: style('bold'),
		dim: style('dim'),
		good: style(['green', 'bold']),
		bad: style(['red', 'bold']),
		cut: (text, width) => cutToWidth(text, width, ellipsis),
	};
};
