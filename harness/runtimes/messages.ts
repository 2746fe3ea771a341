// Makes the error output of runtimes readable. runc writes `time=… level=error msg="…"` when it has no terminal; crun
// writes plain lines.

import {sizes} from '../support/limits.ts';

const structured = /^time="[^"]*" level=(\w+) msg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/;

/** crun writes a time stamp before each line when it logs to a file of its caller, such as podman's. */
const timeStamp = /^\d{4}-\d\d-\d\dT[\d:.]+Z?: /;

/** logrus quotes as Go does. For the messages of runtimes that is the same as JSON. */
const unquote = (quoted: string | undefined): string | undefined => {
	if (quoted === undefined) return undefined;
	try {
		return JSON.parse(`"${quoted}"`).replaceAll(/\s+/g, ' ');
	} catch {
		return quoted;
	}
};

/** Lines without time stamps. A structured line gives its message. */
export const plainLines = (stderr: string): string[] =>
	stderr
		.split('\n')
		.map(whole => {
			const line = whole.slice(0, sizes.line);
			const [, , quoted, bare] = structured.exec(line) ?? [];
			return (unquote(quoted) ?? bare ?? line.replace(timeStamp, '')).trim();
		})
		.filter(line => line !== '');

/** A line that says how to get help. It stands below the error. */
const isHint = (line: string): boolean => /^(?:Try|Usage:?|See)\b.*(?:--help|--usage)|^Usage:/i.test(line);

/** podman's line about the runtime that it called: it names the command that failed, and not the reason. */
const isWrapper = (line: string): boolean => /(?:`[^`]*`|'[^']*') failed: exit status \d+/.test(line);

/** Removes ids, which differ in every run: with them, no two failures would be equal. */
const withoutIds = (line: string): string => line.replaceAll(/\b[0-9a-f]{12,}\b/g, '…');

/** The last line with words. Every runtime prints its error last, except for hints. */
export const lastWords = (stderr: string): string | undefined => {
	const lines = plainLines(stderr).filter(line => /[a-z]{2}/i.test(line));
	const line = lines.findLast(each => !isHint(each) && !isWrapper(each)) ?? lines.at(-1);
	return line && withoutIds(line);
};
