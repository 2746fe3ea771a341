// What runtimes print on their standard error, made readable: runc writes `time=… level=error msg="…"` when it has no
// terminal, crun plain lines.

import {sizes} from '../support/limits.ts';

const structured = /^time="[^"]*" level=(\w+) msg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/;

/** crun writes it before each line when it logs to another's file, as under podman. */
const timeStamp = /^\d{4}-\d\d-\d\dT[\d:.]+Z?: /;

/** logrus quotes as Go does, which for what runtimes say is as JSON does. */
const unquote = (quoted: string | undefined): string | undefined => {
	if (quoted === undefined) return undefined;
	try {
		return JSON.parse(`"${quoted}"`).replaceAll(/\s+/g, ' ');
	} catch {
		return quoted;
	}
};

/** Lines without time stamps; of structured ones the message. */
export const plainLines = (stderr: string): string[] =>
	stderr
		.split('\n')
		.map(whole => {
			const line = whole.slice(0, sizes.line);
			const [, , quoted, bare] = structured.exec(line) ?? [];
			return (unquote(quoted) ?? bare ?? line.replace(timeStamp, '')).trim();
		})
		.filter(line => line !== '');

/** Says how to ask for help, which stands below the error. */
const isHint = (line: string): boolean => /^(?:Try|Usage:?|See)\b.*(?:--help|--usage)|^Usage:/i.test(line);

/** podman on the runtime that it ran: which command failed, and not why. */
const isWrapper = (line: string): boolean => /(?:`[^`]*`|'[^']*') failed: exit status \d+/.test(line);

/** Ids are others each time: with them, no two failures would be alike. */
const withoutIds = (line: string): string => line.replaceAll(/\b[0-9a-f]{12,}\b/g, '…');

/** The last thing that was said in words: for all runtimes the error, where nothing about it follows. */
export const lastWords = (stderr: string): string | undefined => {
	const lines = plainLines(stderr).filter(line => /[a-z]{2}/i.test(line));
	const line = lines.findLast(each => !isHint(each) && !isWrapper(each)) ?? lines.at(-1);
	return line && withoutIds(line);
};
