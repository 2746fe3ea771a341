// Text without what differs from run to run: the same failure reads the same in every image, sandbox and version of CRIU.
import {printable} from '../../support/printable.ts';

const table: readonly [RegExp, string] = [/\bCRIU-[0-9a-f]+(?:-[0-9a-f]*)*/gi, 'CRIU-ID'];
/** With a port or without. */
const addresses: readonly (readonly [RegExp, string])[] = [
	[/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, 'ADDRESS'],
	[/(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){7})[0-9a-f:]{3,}(?![\w:])/gi, 'ADDRESS'],
];

/** In this order: what is longer and more telling comes first. */
const rules: readonly (readonly [RegExp, string])[] = [
	// Time and place in CRIU's log; a line number is another in each version.
	[/^\(\d+\.\d+\)\s*/g, ''],
	[/\bError \([\w./-]+:\d+\): /g, ''],
	table,
	[/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/gi, 'ID'],
	[/\b0x[0-9a-f]+\b/gi, 'N'],
	[/\bv\d+(?:\.\d+)+/g, 'vN'],
	...addresses,
	// Of more than one part.
	[/(?<![\w.])(?:\/[\w@.+-]+){2,}\/?/g, 'PATH'],
	// A number is a size, a time, a process id or a port, but for the few that say what happened.
	[/(?<!\b(?:exit|exited|status|field|errno|signal)[ =])(?<![\w-])-?\d+(?:\.\d+)?\b/g, 'N'],
	[/\s+/g, ' '],
];

/** Letters: more is no title. */
const longest = 300;

export const normalForm = (text: string): string => {
	const form = rules.reduce((result, [pattern, by]) => result.replaceAll(pattern, by), printable(text)).trim();
	return form.length <= longest ? form : `${form.slice(0, longest)}...`;
};

/** Of what is said of a lock's rules: marks and priorities are what it is about. */
export const ruleForm = (text: string): string =>
	[table, ...addresses, [/(?<=port |\]:)\d+/g, 'N'] as const].reduce(
		(result, [pattern, by]) => result.replaceAll(pattern, by),
		printable(text).slice(0, longest),
	);
