// Turns an error into an exit code and a message. Both depend on the error's kind.
import {CommanderError} from 'commander';
import {asKnown, type ErrorKind} from '../support/errors.ts';
import {exitCode} from './exit-codes.ts';

type End = {
	code: number;
	/** What to do next. */
	next?: (command: string) => string;
};

const ends: Record<ErrorKind, End> = {
	usage: {code: exitCode.usage, next: command => `See \`${command} --help\`.`},
	build: {code: exitCode.cannotWork, next: () => 'See docs/builds.md.'},
	machine: {code: exitCode.cannotWork, next: () => '`netlock doctor` says what this machine can run.'},
	harness: {code: exitCode.cannotWork},
	product: {code: exitCode.unexpected},
	interrupted: {code: exitCode.interrupted},
};

/** Advice for errors of the system or the engine, by code: `ENOSPC`. */
const systemHints: Readonly<Record<string, string>> = {
	ENOSPC: 'The disk is full: free some space; `netlock clean` removes what netlock built.',
	EDQUOT: 'The quota of the disk is used up: free some space.',
	EROFS: 'The file system is read-only: give another folder, with --out or NETLOCK_HOME.',
	EACCES: 'netlock may not do that: run it as root.',
	EPERM: 'netlock may not do that: run it as root.',
	EMFILE: 'Too many files are open: raise `ulimit -n`, or give a smaller --jobs.',
	ENFILE: 'Too many files are open on this machine.',
	ENOMEM: 'The machine has no memory left: give a smaller --jobs.',
};

/** Node's own errors have codes such as ERR_INVALID_ARG_TYPE, and are defects. */
const systemCode = /^E[A-Z0-9]+$/;

/** Describes what this machine or its engine refused. Undefined for a defect. */
const refusedByMachine = (error: unknown): string | undefined => {
	if (!(error instanceof Error)) return undefined;
	const {code, statusCode} = error as {code?: unknown; statusCode?: unknown};
	if (typeof statusCode === 'number') return `the engine answers with ${statusCode}: ${error.message}`;
	if (typeof code !== 'string' || !systemCode.test(code)) return undefined;
	return [error.message || code, systemHints[code]].filter(Boolean).join('\n');
};

/**
 * `command`: the command that ran. `text` is empty when Commander has printed its own message. Only a defect in
 * netlock, which has no kind, shows the whole stack.
 */
export const explain = (error: unknown, command: string): {code: number; text: string} => {
	if (error instanceof CommanderError) {
		return {code: error.exitCode === 0 ? exitCode.asExpected : exitCode.usage, text: ''};
	}
	const known = asKnown(error);
	if (known) {
		const {code, next} = ends[known.kind];
		return {code, text: [known.message, ...(next ? [next(command)] : [])].join('\n')};
	}
	const refused = refusedByMachine(error);
	if (refused !== undefined) {
		const {code, next} = ends.machine;
		return {code, text: [refused, next?.(command)].join('\n')};
	}
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {code: exitCode.cannotWork, text: `This is a defect in netlock; please report it:\n${stack}`};
};
