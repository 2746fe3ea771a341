// Makes text from results safe for GitHub-flavoured Markdown, tables included.
import {withoutCommands} from '../support/ci-commands.ts';
import {joint} from '../support/joint.ts';
import {printable} from '../support/printable.ts';

/** Text that GitHub or GitLab would turn into a mention, a mail address, a reference to an issue, or a link. */
const reference = /[@#!$%~&](?=[\w"])|GH-(?=\d)|\b(?:https?|ftp|mailto|xmpp):|\bwww(?=\.)/gi;

/** Escapes text so that it shows as it is: no markup, no HTML, no mention, no link, no new table cell, no new line. */
export const escapeMarkdown = (text: string): string => escaped(oneLine(text).replaceAll(reference, `$&${joint}`));

/** In Markdown the joint is an entity, so that it is visible in the source. */
const escaped = (line: string): string =>
	line
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll(/[\\`*_[\]~|$]/g, String.raw`\$&`)
		.replaceAll(joint, '&#8203;');

/**
 * A code span, fenced by more backticks than it contains. A `|` would still end a table's cell, so text with one
 * becomes an HTML element.
 */
export const code = (text: string): string => {
	const line = oneLine(text);
	if (line.includes('|')) return `<code>${escapeMarkdown(line)}</code>`;
	const longest = line.matchAll(/`+/g).reduce((most, [run]) => Math.max(most, run.length), 0);
	const fence = '`'.repeat(longest + 1);
	const padding = longest > 0 ? ' ' : '';
	return `${fence}${padding}${line}${padding}${fence}`;
};

/** Lines in a code block. No line can end its fence. */
export const codeBlock = (lines: readonly string[], language = ''): string => {
	const text = lines.map(line => withoutCommands(printable(line))).join('\n');
	const longest = text.matchAll(/`{3,}/g).reduce((most, [run]) => Math.max(most, run.length), 2);
	const fence = '`'.repeat(longest + 1);
	return [fence + language, text, fence].join('\n');
};

/** Addresses with other schemes, such as `javascript:`, do not become links. */
export const link = (text: string, url: string | undefined): string =>
	url === undefined || !/^https?:\/\//i.test(url) || !URL.canParse(url)
		? escapeMarkdown(text)
		: `[${escaped(oneLine(text))}](${escapeUrl(url)})`;

const escapeUrl = (url: string): string =>
	new URL(url).href.replaceAll(/[()[\]|<>\\`]/g, char => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** A table. Its cells must be escaped already. */
export const table = (header: string[], rows: string[][]): string => {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
};

const oneLine = (text: string): string => withoutCommands(printable(text).trim());
