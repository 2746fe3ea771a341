// Text from results made safe for GitHub-flavoured Markdown, tables included.
import {withoutCommands} from '../support/ci-commands.ts';
import {joint} from '../support/joint.ts';
import {printable} from '../support/printable.ts';

/** What GitHub and GitLab make of plain text: mentions, mail addresses, issues and the like, and links of bare addresses. */
const reference = /[@#!$%~&](?=[\w"])|GH-(?=\d)|\b(?:https?|ftp|mailto|xmpp):|\bwww(?=\.)/gi;

/** Shows as typed: no markup, no HTML, no mention, no link, no new table cell, no new line. */
export const escapeMarkdown = (text: string): string => escaped(oneLine(text).replaceAll(reference, `$&${joint}`));

/** In Markdown a joint stands as an entity, so that the source shows it. */
const escaped = (line: string): string =>
	line
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll(/[\\`*_[\]~|$]/g, String.raw`\$&`)
		.replaceAll(joint, '&#8203;');

/** A code span, fenced by more backticks than it holds. A `|` would end a table's cell even there, so that it needs an element. */
export const code = (text: string): string => {
	const line = oneLine(text);
	if (line.includes('|')) return `<code>${escapeMarkdown(line)}</code>`;
	const longest = line.matchAll(/`+/g).reduce((most, [run]) => Math.max(most, run.length), 0);
	const fence = '`'.repeat(longest + 1);
	const padding = longest > 0 ? ' ' : '';
	return `${fence}${padding}${line}${padding}${fence}`;
};

/** Lines as typed, in a block whose fence none of them ends. */
export const codeBlock = (lines: readonly string[], language = ''): string => {
	const text = lines.map(line => withoutCommands(printable(line))).join('\n');
	const longest = text.matchAll(/`{3,}/g).reduce((most, [run]) => Math.max(most, run.length), 2);
	const fence = '`'.repeat(longest + 1);
	return [fence + language, text, fence].join('\n');
};

/** Other schemes, such as `javascript:`, are no links. */
export const link = (text: string, url: string | undefined): string =>
	url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)
		? escapeMarkdown(text)
		: `[${escaped(oneLine(text))}](${escapeUrl(url)})`;

const escapeUrl = (url: string): string =>
	new URL(url).href.replaceAll(/[()[\]|<>\\`]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Rows of already escaped cells. */
export const table = (header: string[], rows: string[][]): string => {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
};

const oneLine = (text: string): string => withoutCommands(printable(text).trim());
