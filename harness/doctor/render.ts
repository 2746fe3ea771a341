// The report as text: groups of aligned rows, each gap with its fix below, the verdict last.
import {styleText} from 'node:util';
import type {Check, Group} from './check.ts';
import type {Verdict} from './verdict.ts';

type Format = Parameters<typeof styleText>[0];

const looks: Record<Check['state'], {glyph: string; ascii: string; format: Format}> = {
	ok: {glyph: '✓', ascii: '+', format: 'green'},
	gap: {glyph: '✗', ascii: 'X', format: ['red', 'bold']},
	note: {glyph: '•', ascii: '-', format: 'yellow'},
};

/** Lines of at most `width` columns, broken between words; a longer word has a line of its own. */
export const wrap = (text: string, width: number): string[] => {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/)) {
		if (line !== '' && line.length + 1 + word.length > width) {
			lines.push(line);
			line = word;
		} else line = line === '' ? word : `${line} ${word}`;
	}
	return [...lines, line];
};

const stateWidth = '✓ note'.length;

export const renderDoctor = (
	groups: readonly Group[],
	{canRun, summary}: Verdict,
	{colour, width}: {colour: boolean; width: number},
): string => {
	// Whether to colour is the caller's decision: styleText must not ask the stream again.
	const style = (format: Format, text: string): string =>
		colour ? styleText(format, text, {validateStream: false}) : text;
	const nameWidth = Math.max(...groups.flatMap(({checks}) => checks.map(({name}) => name.length)));
	const indent = 2 + stateWidth + 2 + nameWidth + 2;
	const room = Math.max(50, width - indent);

	const row = ({name, state, detail, fix}: Check): string[] => {
		const {glyph, ascii, format} = looks[state];
		const mark = style(format, `${colour ? glyph : ascii} ${state}`.padEnd(stateWidth));
		const [first = '', ...rest] = wrap(detail, room);
		const fixes = fix === undefined ? [] : wrap(`fix: ${fix}`, room).map(line => style('bold', line));
		return [
			`  ${mark}  ${name.padEnd(nameWidth)}  ${first}`.trimEnd(),
			...[...rest, ...fixes].map(line => ' '.repeat(indent) + line),
		];
	};

	const blocks = groups.map(({title, checks}) => [style('bold', title), ...checks.flatMap(row)].join('\n'));
	return [...blocks, style(canRun ? ['green', 'bold'] : ['red', 'bold'], summary)].join('\n\n');
};
