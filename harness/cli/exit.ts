// How an error becomes an exit code and words: both follow from its kind.
import {asKnown, type ErrorKind} from '../support/errors.ts';
import {exitCode} from './exit-codes.ts';

type End = {code: number /** What to do next. */; next?: (command: string) => string};

const ends: Record<ErrorKind, End> = {
	usage: {code: exitCode.usage, next: command => `See \`${command} --help\`.`},
	build: {code: exitCode.cannotWork, next: () => 'See docs/builds.md.'},
	machine: {code: exitCode.cannotWork, next: () => '`netlock doctor` says what this machine can run.'},
	harness: {code: exitCode.cannotWork},
	product: {code: exitCode.unexpected},
	interrupted: {code: exitCode.interrupted},
};

/** `command`: the one that was given. The whole stack only for a defect in netlock itself, which has no kind. */
export const explain = (error: unknown, command: string): {code: number; text: string} => {
	const known = asKnown(error);
	if (known) {
		const {code, next} = ends[known.kind];
		return {code, text: [known.message, ...(next ? [next(command)] : [])].join('\n')};
	}
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {code: exitCode.cannotWork, text: `This is a defect in netlock; please report it:\n${stack}`};
};
