// Renders the report as text: groups of aligned rows, each gap with its fix below, the verdict last.
import {styleText} from 'node:util';
import {padToWidth, textWidth, usableWidth, wrapWords} from '../support/terminal-width.ts';
import type {Check, Group} from './check.ts';
import type {Verdict} from './verdict.ts';

type Format = Parameters<typeof styleText>[0];

const looks: Record<Check['state'], {glyph: string; ascii: string; format: Format}> = {
	ok: {glyph: '✓', ascii: '+', format: 'green'},
	gap: {glyph: '✗', ascii: 'X', format: ['red', 'bold']},
	note: {glyph: '•', ascii: '-', format: 'yellow'},
};

const stateWidth = '✓ note'.length;
/** Columns that a detail needs beside its name. */
const leastRoom = 40;

export const renderDoctor = (
	groups: readonly Group[],
	{canRun, summary}: Verdict,
	{colour, unicode = true, width}: {colour: boolean; unicode?: boolean; width: number},
): string => {
	// The caller decides about colour: styleText must not ask the stream again.
	const style = (format: Format, text: string): string =>
		colour ? styleText(format, text, {validateStream: false}) : text;
	const nameWidth = Math.max(0, ...groups.flatMap(({checks}) => checks.map(({name}) => textWidth(name))));
	const indentBeside = 2 + stateWidth + 2 + nameWidth + 2;
	const columns = usableWidth(width);
	/** Details stand beside the name, or below it on a narrow terminal. */
	const isBeside = columns - indentBeside >= leastRoom;
	const indent = isBeside ? indentBeside : 4;

	const row = ({name, state, detail, fix}: Check): string[] => {
		const {glyph, ascii, format} = looks[state];
		const mark = style(format, `${colour && unicode ? glyph : ascii} ${state}`.padEnd(stateWidth));
		const wrapped = (text: string): string[] => wrapWords(text, columns - indent);
		const details = wrapped(detail);
		const fixes = fix === undefined ? [] : wrapped(`fix: ${fix}`).map(line => style('bold', line));
		const [first = '', ...rest] = isBeside ? details : ['', ...details];
		return [
			`  ${mark}  ${padToWidth(name, nameWidth)}  ${first}`.trimEnd(),
			...[...rest, ...fixes].map(line => ' '.repeat(indent) + line),
		];
	};

	const blocks = groups.map(({title, checks}) => [style('bold', title), ...checks.flatMap(row)].join('\n'));
	const verdict = wrapWords(style(canRun ? ['green', 'bold'] : ['red', 'bold'], summary), columns).join('\n');
	return [...blocks, verdict].join('\n\n');
};
