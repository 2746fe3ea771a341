// netlock's command line: which commands there are, and what all of them have in common.
import {Command} from 'commander';
import {netlockVersion} from '../model/checkout.ts';
import {bisectCommand} from './bisect.ts';
import {cleanCommand} from './clean.ts';
import {compareCommand} from './compare.ts';
import {doctorCommand} from './doctor.ts';
import {refuseEmptyValues} from './empty-values.ts';
import {exitCode, exitMeanings} from './exit-codes.ts';
import {imagesCommand} from './images/index.ts';
import {listCommand} from './list.ts';
import {reportCommand} from './report.ts';
import {runCommand} from './run.ts';
import {setupCommand} from './setup.ts';
import {commandArgument, shellCommand} from './shell.ts';
import {validateCommand} from './validate.ts';

/** `netlock images list` */
export const fullName = (command: Command): string =>
	command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;

const descendants = (command: Command): Command[] => command.commands.flatMap(each => [each, ...descendants(each)]);

/** Commands that do something, in the order of --help. */
export const leaves = (program: Command): Command[] => descendants(program).filter(each => each.commands.length === 0);

const exitLines = Object.entries(exitMeanings).map(
	([name, meaning]) => `  ${exitCode[name as keyof typeof exitCode]}  ${meaning.replaceAll('`', '')}`,
);

/** `current`: the command that is being read or carried out. */
export const createProgram = (): {program: Command; current: () => Command} => {
	const program = new Command('netlock')
		.description('Checks how container runtimes handle CRIU’s network lock during checkpoint/restore.')
		.version(netlockVersion(), '-v, --version')
		.addHelpText('after', `\nExit codes:\n${exitLines.join('\n')}\n\nEvery option, with examples: docs/commands.md`);
	for (const command of [
		runCommand(),
		listCommand(),
		shellCommand(),
		reportCommand(),
		compareCommand(),
		validateCommand(),
		bisectCommand(),
		imagesCommand(),
		doctorCommand(),
		setupCommand(),
		cleanCommand(),
	]) {
		program.addCommand(command);
	}
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
