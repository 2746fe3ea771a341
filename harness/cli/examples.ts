// Examples of a command, shown by its --help and in docs/commands.md.
import type {Command} from 'commander';
import {addToHelp} from './help.ts';

/** `words`: the command without `netlock`. `does`: its effect. */
export type Example = {words: string; does: string};

const known = new WeakMap<Command, readonly Example[]>();

export const examplesOf = (command: Command): readonly Example[] => known.get(command) ?? [];

export const withExamples = (command: Command, examples: Readonly<Record<string, string>>): Command => {
	const all = Object.entries(examples).map(([words, does]) => ({words, does}));
	known.set(command, all);
	return addToHelp(
		command,
		'Examples:',
		all.flatMap(({words, does}) => [
			{line: `$ netlock ${words}`, by: 2},
			{text: does, by: 6},
		]),
	);
};
