// netlock's command line: which commands there are, and what all of them have in common.
import {Command} from 'commander';
import {netlockVersion} from '../model/checkout.ts';
import {commandArgument, refuseEmptyValues} from './empty-values.ts';
import {exitCode, exitMeanings} from './exit-codes.ts';

/** `netlock images list` */
export const fullName = (command: Command): string =>
	command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;

const descendants = (command: Command): Command[] => command.commands.flatMap(each => [each, ...descendants(each)]);

/** Commands that do something, in the order of --help. */
export const leaves = (program: Command): Command[] => descendants(program).filter(each => each.commands.length === 0);

const exitLines = Object.entries(exitMeanings).map(
	([name, meaning]) => `  ${exitCode[name as keyof typeof exitCode]}  ${meaning.replaceAll('`', '')}`,
);

/** In the order of --help. Each is loaded only when it is wanted: all of them take a third of the time to the first cell. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
	run: async () => (await import('./run.ts')).runCommand(),
	list: async () => (await import('./list.ts')).listCommand(),
	shell: async () => (await import('./shell.ts')).shellCommand(),
	report: async () => (await import('./report.ts')).reportCommand(),
	compare: async () => (await import('./compare.ts')).compareCommand(),
	history: async () => (await import('./history/index.ts')).historyCommand(),
	validate: async () => (await import('./validate.ts')).validateCommand(),
	bisect: async () => (await import('./bisect.ts')).bisectCommand(),
	images: async () => (await import('./images/index.ts')).imagesCommand(),
	doctor: async () => (await import('./doctor.ts')).doctorCommand(),
	setup: async () => (await import('./setup.ts')).setupCommand(),
	clean: async () => (await import('./clean.ts')).cleanCommand(),
};

/** `current`: the command that is being read or carried out. `only`: the command that is wanted; all where that is none. */
export const createProgram = async (only = ''): Promise<{program: Command; current: () => Command}> => {
	const program = new Command('netlock')
		.description('Checks how container runtimes handle CRIU’s network lock during checkpoint/restore.')
		.version(netlockVersion(), '-v, --version')
		.addHelpText('after', `\nExit codes:\n${exitLines.join('\n')}\n\nEvery option, with examples: docs/commands.md`);
	const wanted = Object.hasOwn(commands, only) ? [commands[only]] : Object.values(commands);
	for (const load of wanted) if (load) program.addCommand(await load());
	let current: Command = program;
	for (const command of [program, ...descendants(program)]) {
		command.exitOverride().showHelpAfterError(`See \`${fullName(command)} --help\`.`);
		command.hook('preSubcommand', (_, next) => {
			current = next;
		});
		refuseEmptyValues(command, commandArgument);
	}
	return {program, current: () => current};
};
