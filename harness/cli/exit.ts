// How an error becomes an exit code and words.
import {BuildError} from '../builds/errors.ts';
import {UsageError} from '../model/usage-error.ts';
import {exitCode} from './exit-codes.ts';
import {Interrupted} from './interrupt.ts';

/** `command`: the one that was given. One line for known errors, with what to do next; the whole stack only for a defect in netlock itself. */
export const explain = (error: unknown, command: string): {code: number; text: string} => {
	if (error instanceof UsageError) return {code: exitCode.usage, text: `${error.message}\nSee \`${command} --help\`.`};
	if (error instanceof Interrupted) return {code: exitCode.interrupted, text: error.shortMessage};
	if (error instanceof BuildError) return {code: exitCode.cannotWork, text: `${error.message}\nSee docs/builds.md.`};
	if (error instanceof Error && 'shortMessage' in error) {
		return {code: exitCode.cannotWork, text: `${error.message}\n\`netlock doctor\` says what this machine can run.`};
	}
	const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return {code: exitCode.cannotWork, text: `This is a defect in netlock; please report it:\n${stack}`};
};
