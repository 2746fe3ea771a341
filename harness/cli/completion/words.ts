// Lists the words that can follow each command, from the commands themselves.
import type {Argument, Command, Option} from 'commander';
import {type Names, namesOf} from '../names.ts';

/** `values`: names to choose from; `files`: any path. */
export type Value = {values: readonly string[]} | 'files';

export type OptionWords = {flag: string; description: string /** Absent: takes none. */; value?: Value};

export type CommandWords = {
	/** `netlock images list` */
	name: string;
	description: string;
	options: OptionWords[];
	/** Its subcommands. */
	commands: {name: string; description: string}[];
	/** Values of its arguments. Absent: it has none. */
	argument?: Value;
};

/** Names that are read from the project's files. */
export type ProjectNames = Readonly<Record<Extract<Names, string>, readonly string[]>>;

const valueFor = (taker: Option | Argument, project: ProjectNames): Value => {
	const names = namesOf(taker);
	if (names === undefined) return 'files';
	return {values: typeof names === 'string' ? project[names] : names};
};

const firstLine = (text: string): string => text.split(/[;:]/)[0] ?? '';

const ofCommand = (command: Command, name: string, project: ProjectNames): CommandWords => {
	const options = command.options.map(option => ({
		flag: option.long ?? option.flags,
		description: firstLine(option.description),
		...((option.required || option.optional) && {value: valueFor(option, project)}),
	}));
	const argument = command.registeredArguments.at(-1);
	return {
		name,
		description: firstLine(command.description()),
		options: [...options, {flag: '--help', description: 'display help'}],
		commands: command.commands.map(each => ({name: each.name(), description: firstLine(each.description())})),
		...(argument && {argument: valueFor(argument, project)}),
	};
};

/** Every command, the program itself first. */
export const completionWords = (command: Command, project: ProjectNames, above = ''): CommandWords[] => {
	const name = `${above}${command.name()}`;
	return [
		ofCommand(command, name, project),
		...command.commands.flatMap(each => completionWords(each, project, `${name} `)),
	];
};
