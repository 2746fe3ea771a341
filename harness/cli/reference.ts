// Makes the command reference, docs/commands.md, from the commands themselves.
import type {Argument, Command, Option} from 'commander';
import {environmentVariables} from './environment-variables.ts';
import {examplesOf} from './examples.ts';
import {exitCode, exitMeanings} from './exit-codes.ts';
import {createProgram, fullName, leaves} from './program.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[head, head.map(() => '---'), ...rows]
		.map(row => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`)
		.join('\n');

const argumentName = (argument: Argument): string => {
	const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
	return argument.required ? `<${name}>` : `[${name}]`;
};

/** The default in words. Empty when the description states it. */
const defaultOf = ({defaultValue, defaultValueDescription}: Option): string => {
	if (defaultValueDescription !== undefined) return defaultValueDescription;
	return defaultValue === undefined ? '' : `\`${defaultValue}\``;
};

const section = (command: Command): string => {
	const examples = examplesOf(command).map(({words, does}) => `# ${does}\nbin/netlock ${words}`);
	const given = command.registeredArguments.map(each => [`\`${argumentName(each)}\``, each.description]);
	const options = command.options.map(option => [`\`${option.flags}\``, option.description, defaultOf(option)]);
	return [
		`## ${fullName(command)}`,
		`${command.description()}.`,
		`\`\`\`sh\n${examples.join('\n\n')}\n\`\`\``,
		...(given.length === 0 ? [] : [table(['argument', ''], given)]),
		...(options.length === 0 ? [] : [table(['option', '', 'default'], options)]),
	].join('\n\n');
};

const exitRows = Object.entries(exitCode).map(([name, code]) => [
	String(code),
	exitMeanings[name as keyof typeof exitCode],
]);

export const commandReference = async (): Promise<string> => {
	const {program} = await createProgram();
	const commands = leaves(program);
	return [
		'<!-- Made by `npm run docs` from harness/cli. Do not edit. -->',
		'# Commands',
		[
			'`bin/netlock COMMAND --help` shows the same for one command.',
			'A glob is matched against whole names: `*` is any text, `{a,b}` is either.',
		].join('\n'),
		commands
			.map(each => `- [\`${fullName(each)}\`](#${fullName(each).replaceAll(' ', '-')}): ${each.description()}`)
			.join('\n'),
		...commands.map(section),
		'## Exit codes',
		table(['code', ''], exitRows),
		'## Environment variables',
		table(
			['variable', ''],
			Object.entries(environmentVariables).map(([name, meaning]) => [`\`${name}\``, meaning]),
		),
	]
		.join('\n\n')
		.concat('\n');
};
