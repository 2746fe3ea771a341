// Text from results made safe for GitHub-flavoured Markdown, tables included.
import {printable} from '../support/printable.ts';

/** Shows as typed: no markup, no HTML, no new table cell, no new line. */
export const escapeMarkdown = (text: string): string => {
	return oneLine(text)
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll(/[\\`*_[\]~|]/g, String.raw`\$&`);
};

/** A code span: fenced by more backticks than it holds; `|` needs its backslash even there, inside tables. */
export const code = (text: string): string => {
	const line = oneLine(text);
	const longest = line.matchAll(/`+/g).reduce((most, [run]) => Math.max(most, run.length), 0);
	const fence = '`'.repeat(longest + 1);
	const padding = longest > 0 ? ' ' : '';
	return `${fence}${padding}${line.replaceAll('|', String.raw`\|`)}${padding}${fence}`;
};

/** Other schemes, such as `javascript:`, are no links. */
export const link = (text: string, url: string | undefined): string =>
	url === undefined || !/^https?:\/\//i.test(url)
		? escapeMarkdown(text)
		: `[${escapeMarkdown(text)}](${escapeUrl(url)})`;

const escapeUrl = (url: string): string =>
	url.replaceAll(/[()|<>\s]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Rows of already escaped cells. */
export const table = (header: string[], rows: string[][]): string => {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
};

const oneLine = (text: string): string => printable(text).trim();
