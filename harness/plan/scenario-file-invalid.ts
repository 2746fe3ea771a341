// The error for a wrong scenario file. It names the line.
import {readFileSync} from 'node:fs';
import {relative} from 'node:path';
import {NetlockError} from '../support/errors.ts';
import {asWritten} from './scenario-files.ts';

/** `line`: counts from 1. */
export class ScenarioFileInvalid extends NetlockError {
	override name = 'ScenarioFileInvalid';
	constructor(file: string, line: number | undefined, problem: string, cause?: unknown) {
		const where = `${relative(process.cwd(), asWritten(file))}${line === undefined ? '' : `:${line}`}`;
		super('usage', `${where}: ${problem}`, 'See docs/writing-a-scenario.md', cause);
	}
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** The first line of a file that matches. */
export const lineOf = (file: string, pattern: RegExp): number | undefined => {
	const index = readFileSync(file, 'utf8')
		.split('\n')
		.findIndex(line => pattern.test(line));
	return index < 0 ? undefined : index + 1;
};

/** The line of a file at which an error was thrown: from the stack, or from the message about a missing import. */
const lineOfError = (file: string, {stack = '', message}: Error): number | undefined => {
	const inStack = new RegExp(`${escaped(file)}:(\\d+)`).exec(stack)?.[1];
	if (inStack !== undefined) return Number(inStack);
	const missing = /^Cannot find (?:module|package) '(?:.*\/)?([^/']+)'/.exec(message)?.[1];
	return missing === undefined ? undefined : lineOf(file, new RegExp(`['"/]${escaped(missing)}['"]`));
};

/** `doing`: the step that failed. `near`: the name that was meant, if one is near. */
export const broken = (file: string, doing: string, thrown: unknown, near?: string): ScenarioFileInvalid => {
	const error = thrown instanceof Error ? thrown : new Error(String(thrown));
	const [first] = error.message.split('\n');
	const hint = near === undefined ? '' : `; did you mean ${near}?`;
	return new ScenarioFileInvalid(file, lineOfError(file, error), `${doing}: ${error.name}: ${first}${hint}`, thrown);
};
