// What runtimes print on their standard error, made readable: runc writes `time=… level=error msg="…"` when it has no
// terminal, crun plain lines.

const structured = /^time="[^"]*" level=(\w+) msg=(?:"((?:[^"\\]|\\.)*)"|(\S+))/;

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
		.map(line => {
			const [, , quoted, bare] = structured.exec(line) ?? [];
			return (unquote(quoted) ?? bare ?? line).trim();
		})
		.filter(line => line !== '');

/** The last thing that was said in words, which for both runtimes is the error. */
export const lastWords = (stderr: string): string | undefined =>
	plainLines(stderr).findLast(line => /[a-z]{2}/i.test(line));
