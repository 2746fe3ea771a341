// The commands of netlock and npm, and the errors in a command line of a workflow or a document.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createProgram, fullName, leaves} from '../../harness/cli/program.ts';
import {project} from '../../harness/model/checkout.ts';

export type Project = {
	/** From package.json's `config`. */
	node: string;
	scripts: readonly string[];
	/** Each command of netlock that does something, such as `images save`, with its help. */
	commands: ReadonlyMap<string, string>;
};

const {program} = await createProgram();

export const readProject = (): Project => {
	const {config, scripts} = JSON.parse(readFileSync(join(project.root, 'package.json'), 'utf8'));
	const commands = leaves(program).map(
		command => [fullName(command).replace(/^netlock /, ''), command.helpInformation()] as const,
	);
	return {node: config.node, scripts: Object.keys(scripts), commands: new Map(commands)};
};

/** The words of a line without the quoted ones. */
const bare = (line: string): string => line.replaceAll(/"[^"]*"|'[^']*'/g, '""');

/** Whether a variable is not quoted. */
export const isUnquoted = (line: string): boolean => bare(line).includes('$');

/** What is wrong with a line that calls npm or netlock: an unknown command or option, or more than one command. */
export const problemOf = (line: string, {scripts, commands}: Project): string | undefined => {
	if (/[;&|<>]/.test(bare(line)) || /`|\$\(/.test(line)) return 'is more than one command';
	const [program, first = '', second = ''] = bare(line).split(/\s+/);
	if (program === 'npm') {
		if (first === 'ci') return undefined;
		const script = first === 'run' ? second : first;
		const isShort = ['start', 'test'].includes(first);
		return (first === 'run' || isShort) && scripts.includes(script) ? undefined : `calls no npm script`;
	}
	if (program !== 'bin/netlock') return 'is neither an npm script nor a netlock command';
	const text = commands.get(`${first} ${second}`) ?? commands.get(first);
	if (text === undefined) return `netlock has no command ${first}`;
	const options = [...bare(line).matchAll(/\s(--[a-z-]+)/g)].map(([, option = '']) => option);
	const unknown = options.find(option => !new RegExp(`${option}\\b(?!-)`).test(text));
	return unknown && `netlock ${first} has no option ${unknown}`;
};
