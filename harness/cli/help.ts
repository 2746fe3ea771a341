// Formats help for the width of the terminal: an option's description stands beside it, or below it on a narrow
// terminal.
import type {Command, Help} from 'commander';
import {padToWidth, textWidth, usableWidth, wrapWords} from '../support/terminal-width.ts';

const indent = '  ';
const below = '      ';
/** Columns that a description needs beside its option. */
const leastRoom = 30;

const formatItem = (term: string, termWidth: number, description: string, {helpWidth}: Help): string => {
	const width = usableWidth(helpWidth);
	const room = width - indent.length * 2 - termWidth;
	if (description === '') return indent + term;
	if (room < leastRoom) {
		const lines = wrapWords(description, width - below.length).map(line => below + line);
		return [indent + term, ...lines].join('\n');
	}
	const [first = '', ...rest] = wrapWords(description, room);
	const beside = ' '.repeat(indent.length * 2 + termWidth);
	return [`${indent}${padToWidth(term, termWidth)}${indent}${first}`, ...rest.map(line => beside + line)].join('\n');
};

const optionGroups: Readonly<Record<string, readonly string[]>> = {
	'What is run:': [
		'--image --lock --scenario --scenarios --core --runtime --criu --libcriu --podman --bundle --map --all --resume --run --last-failed --cause',
		'--project --source --base-patch --before --after --of --builds --build --git',
	].flatMap(names => names.split(' ')),
	'How it is run:': [
		'--jobs',
		'--fresh',
		'--repeat',
		'--retry',
		'--bail',
		'--strict',
		'--allow-missing',
		'--registry-mirror',
		'--from',
	],
	'What is written:': ['--out', '--format', '--json', '--verbose', '--profile'],
};

/** Puts options under headings if there are many. */
export const groupOptions = (command: Command): void => {
	if (command.options.length < 4) return;
	for (const option of command.options) {
		const [heading] = Object.entries(optionGroups).find(([, names]) => names.includes(option.long ?? '')) ?? [];
		if (heading !== undefined) option.helpGroup(heading);
	}
};

/** `width`: of the terminal. */
export const fitHelp = (command: Command, width: () => number): void => {
	command.configureHelp({
		formatItem,
		displayWidth: textWidth,
		boxWrap: (text, columns) => wrapWords(text, columns).join('\n'),
	});
	command.configureOutput({getOutHelpWidth: width, getErrHelpWidth: width});
};

export type HelpText = {
	/** A line to copy, not wrapped. */
	line?: string;
	/** Prose, wrapped. */
	text?: string;
	by?: number;
};

/** Lines below the help of a command. */
export const addToHelp = (command: Command, title: string, parts: readonly HelpText[]): Command =>
	command.addHelpText('after', () => {
		const width = usableWidth(command.configureOutput().getOutHelpWidth?.());
		const lines = parts.flatMap(({line, text = '', by = 0}) =>
			line === undefined ? wrapWords(text, width - by).map(each => ' '.repeat(by) + each) : [' '.repeat(by) + line],
		);
		return ['', ...(title === '' ? [] : [title]), ...lines].join('\n');
	});
