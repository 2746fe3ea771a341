// Parses a command line in the test's process: runs no command, and returns the options or the refusal.
import {type Command, CommanderError} from 'commander';
import {explain} from '../../harness/cli/exit.ts';
import {createProgram, fullName, leaves} from '../../harness/cli/program.ts';

/** `options`: as the action of the command gets them. */
export type Read = {command: string; args: unknown[]; options: Record<string, unknown>};

/** Everything that the parser printed, and the error that ended it. */
export type Refused = {error: unknown; output: string};

const quiet = (command: Command, write: (text: string) => void): void => {
	command.configureOutput({writeErr: write, writeOut: write});
	for (const each of command.commands) quiet(each, write);
};

export const read = async (...words: string[]): Promise<Read> => {
	const {program} = await createProgram();
	quiet(program, () => {});
	const seen: Read[] = [];
	for (const leaf of leaves(program)) {
		leaf.action(() => {
			seen.push({command: fullName(leaf), args: leaf.processedArgs, options: leaf.opts()});
		});
	}
	await program.parseAsync(words, {from: 'user'});
	const [only] = seen;
	if (only === undefined || seen.length > 1) throw new Error(`${seen.length} commands were carried out`);
	return only;
};

export const refused = async (...words: string[]): Promise<Refused> => {
	const {program} = await createProgram();
	let output = '';
	quiet(program, text => {
		output += text;
	});
	for (const leaf of leaves(program)) leaf.action(() => {});
	const error: unknown = await program.parseAsync(words, {from: 'user'}).then(
		() => undefined,
		reason => reason,
	);
	return {error, output};
};

/** How netlock refuses a command line: the text for standard error, and the exit code. */
export const refusal = async (...words: string[]): Promise<{exit: number; stderr: string}> => {
	const {program, current} = await createProgram(words[0]);
	let stderr = '';
	quiet(program, text => {
		stderr += text;
	});
	try {
		await program.parseAsync(words, {from: 'user'});
	} catch (error) {
		const {code, text} = explain(error, fullName(current()));
		return {exit: code, stderr: stderr + text};
	}
	throw new Error(`\`netlock ${words.join(' ')}\` is not refused`);
};

export const isHelp = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;
