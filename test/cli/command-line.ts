// Reads a command line without carrying the command out.
import {type Command, CommanderError} from 'commander';
import {createProgram, fullName, leaves} from '../../harness/cli/program.ts';

/** `options`: as the action of the command would get them. */
export type Read = {command: string; args: unknown[]; options: Record<string, unknown>};

/** Everything that the command line printed while it was read, and the error that ended it. */
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

export const isHelp = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0;
