// netlock's command line: the commands, and what all of them share.
import {Command} from 'commander';
import {netlockVersion} from '../model/checkout.ts';
import {commandArgument, refuseEmptyValues} from './empty-values.ts';
import {environment} from './environment.ts';
import {withExamples} from './examples.ts';
import {exitCode, exitMeanings} from './exit-codes.ts';
import {addToHelp, fitHelp, groupOptions} from './help.ts';

/** `netlock images list` */
export const fullName = (command: Command): string =>
	command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;

const descendants = (command: Command): Command[] => command.commands.flatMap(each => [each, ...descendants(each)]);

/** Commands that do something, in the order of --help. */
export const leaves = (program: Command): Command[] => descendants(program).filter(each => each.commands.length === 0);

const exitLines = Object.entries(exitMeanings).map(([name, meaning]) => ({
	text: `${exitCode[name as keyof typeof exitCode]}  ${meaning.replaceAll('`', '')}`,
	by: 2,
}));

/**
 * The commands in groups, in the order of --help. Each command is loaded only when it is needed: loading all of them
 * takes a third of the time to the first cell.
 */
const groups: Readonly<Record<string, Readonly<Record<string, () => Promise<Command>>>>> = {
	'Run cells:': {
		run: async () => (await import('./run.ts')).runCommand(),
		rerun: async () => (await import('./rerun.ts')).rerunCommand(),
		list: async () => (await import('./list.ts')).listCommand(),
		shell: async () => (await import('./shell.ts')).shellCommand(),
	},
	'Read results:': {
		report: async () => (await import('./report.ts')).reportCommand(),
		compare: async () => (await import('./compare.ts')).compareCommand(),
		history: async () => (await import('./history/index.ts')).historyCommand(),
		compatibility: async () => (await import('./compatibility.ts')).compatibilityCommand(),
	},
	'Judge builds:': {
		validate: async () => (await import('./validate.ts')).validateCommand(),
		bisect: async () => (await import('./bisect.ts')).bisectCommand(),
	},
	'This machine:': {
		images: async () => (await import('./images/index.ts')).imagesCommand(),
		doctor: async () => (await import('./doctor.ts')).doctorCommand(),
		setup: async () => (await import('./setup.ts')).setupCommand(),
		clean: async () => (await import('./clean.ts')).cleanCommand(),
	},
	'Help:': {
		completion: async () => {
			const {completionCommand} = await import('./completion/command.ts');
			return completionCommand(async () => (await createProgram()).program);
		},
	},
};

/** Whether the output is for programs: `git apply` reads a diff, and a bug tracker takes the report of a cell. */
export const printsDocument = (command: Command): boolean => {
	const {json, diff, cell, format} = command.opts();
	return json === true || diff === true || cell !== undefined || format === 'json' || format === 'markdown';
};

/**
 * `current`: the command that runs. `only`: loads only this command; undefined loads all.
 * `width`: of the terminal.
 */
export const createProgram = async (
	only = '',
	width = environment.width,
): Promise<{program: Command; current: () => Command}> => {
	const program = withExamples(
		new Command('netlock')
			.description('Checks how container runtimes handle CRIU’s network lock during checkpoint/restore.')
			.version(netlockVersion(), '-v, --version'),
		{
			'run --core': 'A first look, in a minute or two.',
			'run --runtime crun --runtime crun=pr@./crun': 'A crun of your own beside the packaged one.',
			'validate fix.patch': 'Is the bug there without the patch, and gone with it?',
			doctor: 'What this machine can run, and what is missing.',
		},
	);
	addToHelp(program, 'Exit codes:', exitLines);
	addToHelp(program, '', [{text: 'Every option, with examples: docs/commands.md'}]);
	const isKnown = Object.values(groups).some(commands => Object.hasOwn(commands, only));
	for (const [heading, commands] of Object.entries(groups)) {
		for (const [name, load] of Object.entries(commands)) {
			if (!isKnown || name === only) program.addCommand((await load()).helpGroup(heading));
		}
	}
	program.commandsGroup('Help:').helpCommand(true);
	let current: Command = program;
	for (const command of [program, ...descendants(program)]) {
		command.exitOverride().showHelpAfterError(`See \`${fullName(command)} --help\`.`);
		command.hook('preSubcommand', (_, next) => {
			current = next;
		});
		fitHelp(command, width);
		groupOptions(command);
		refuseEmptyValues(command, commandArgument);
	}
	return {program, current: () => current};
};
