// Finds the errors of a compiler, a linker or make in the log of a build.

/** An error. It does not match configure's line that names the folder of the error that follows. */
const problemLine =
	/\berror:(?! in [`'])|undefined reference to|ld: cannot find|^go: (?!downloading )|^\S+\.go:\d+(?::\d+)?: /;
const makeStops = /^(?:make|gmake)(?:\[\d+\])?: \*\*\* /;
/** Says that a command failed, but not why. */
const commandFailed = /^(?:make|gmake)(?:\[\d+\])?: (?:\*\*\* \[.*\] |Entering |Leaving )/;

/**
 * The line at which make stopped. If make stopped because a command failed, the line before it, which the command
 * printed.
 */
const whereMakeStopped = (lines: readonly string[]): number => {
	const stopped = lines.findIndex(line => makeStops.test(line));
	let at = stopped;
	while (at >= 0 && commandFailed.test(lines[at] ?? '')) at--;
	return at === -1 ? stopped : at;
};

/** `first`: the first error. `all`: the lines around each of the first few errors. */
export const compilerErrors = (log: string): {first: string; all: string} => {
	const lines = log.trimEnd().split('\n');
	const at = lines.flatMap((line, index) => (problemLine.test(line) ? [index] : []));
	const first = at[0] ?? whereMakeStopped(lines);
	if (first === -1) return {first: lines.at(-1)?.trim() || 'it said nothing', all: lines.slice(-15).join('\n')};
	const shown = new Set<number>();
	for (const index of (at.length > 0 ? at : [first]).slice(0, 5)) {
		for (let line = Math.max(0, index - 2); line <= index + 4 && line < lines.length; line++) shown.add(line);
	}
	return {
		first: lines[first]?.trim() ?? '',
		all: [...shown]
			.sort((a, b) => a - b)
			.map(index => lines[index])
			.join('\n'),
	};
};

/** When a build lacks something: packages that the builder should have, and that the distro does not have. */
export const lackingPackages = (log: string): string[] => {
	if (!/Package requirements|No package '|headers not found|library not found|No such file or directory/.test(log))
		return [];
	return [...log.matchAll(/^netlock: the distro has no (\S+)$/gm)].map(([, name = '']) => name);
};
