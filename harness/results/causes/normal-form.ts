// Removes from a text everything that differs from run to run: a failure then has the same text in every image, sandbox
// and version of CRIU.
import {printable} from '../../support/printable.ts';

const table: readonly [RegExp, string] = [/\bCRIU-[0-9a-f]+(?:-[0-9a-f]*)*/gi, 'CRIU-ID'];
/** Addresses, with or without a port. */
const addresses: readonly (readonly [RegExp, string])[] = [
	[/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, 'ADDRESS'],
	[/(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]+:){7})[0-9a-f:]{3,}(?![\w:])/gi, 'ADDRESS'],
];

/** The order counts: longer and clearer patterns come first. */
const rules: readonly (readonly [RegExp, string])[] = [
	// Time and source line in CRIU's log. The line number differs in each version.
	[/^\(\d+\.\d+\)\s*/g, ''],
	[/\bError \([\w./-]+:\d+\): /g, ''],
	table,
	[/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}(?:-[0-9a-f]+)*\b/gi, 'ID'],
	[/\b0x[0-9a-f]+\b/gi, 'N'],
	[/\bv\d+(?:\.\d+)+/g, 'vN'],
	...addresses,
	// A path of more than one part.
	[/(?<![\w.])(?:\/[\w@.+-]+){2,}\/?/g, 'PATH'],
	// A number is a size, a time, a process id or a port, except for exit statuses, errors, fields and signals.
	[/(?<!\b(?:exit|exited|status|field|errno|signal)[ =])(?<![\w-])-?\d+(?:\.\d+)?\b/g, 'N'],
	[/\s+/g, ' '],
];

/** The most letters of a title. */
const longest = 300;

export const normalForm = (text: string): string => {
	const form = rules.reduce((result, [pattern, by]) => result.replaceAll(pattern, by), printable(text)).trim();
	return form.length <= longest ? form : `${form.slice(0, longest)}...`;
};

/** The normal form of text about a lock's rules: it keeps marks and priorities, because they matter there. */
export const ruleForm = (text: string): string =>
	[table, ...addresses, [/(?<=port |\]:)\d+/g, 'N'] as const].reduce(
		(result, [pattern, by]) => result.replaceAll(pattern, by),
		printable(text).slice(0, longest),
	);
