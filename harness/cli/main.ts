// netlock's command line: which commands there are. One file per command beside this one.
import {Command, CommanderError} from 'commander';
import {requireTimeoutFactor} from '../ava/environment.ts';
import {netlockVersion} from '../model/checkout.ts';
import {bisectCommand} from './bisect.ts';
import {cleanCommand} from './clean.ts';
import {compareCommand} from './compare.ts';
import {doctorCommand} from './doctor.ts';
import {explain} from './exit.ts';
import {exitCode} from './exit-codes.ts';
import {imagesCommand} from './images/index.ts';
import {listCommand} from './list.ts';
import {reportCommand} from './report.ts';
import {runCommand} from './run.ts';
import {setupCommand} from './setup.ts';
import {shellCommand} from './shell.ts';
import {validateCommand} from './validate.ts';

const program = new Command('netlock')
	.description('Checks how container runtimes handle CRIU’s network lock during checkpoint/restore.')
	.version(netlockVersion())
	.addHelpText(
		'after',
		'\nExit codes: 0 as expected, 1 unexpected outcomes, 2 wrong usage, 3 netlock could not do its work, 130 interrupted.',
	);

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
for (const command of [program, ...program.commands, ...program.commands.flatMap(each => each.commands)]) {
	command.exitOverride().showHelpAfterError('(netlock --help lists the commands and their options)');
}

// `netlock … | head` has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	if (error.code === 'EPIPE') process.exit();
	throw error;
});

try {
	requireTimeoutFactor();
	await program.parseAsync(process.argv);
} catch (error) {
	if (error instanceof CommanderError) {
		process.exitCode = error.exitCode === 0 ? exitCode.asExpected : exitCode.usage;
	} else {
		const {code, text} = explain(error);
		process.stderr.write(`netlock: ${text}\n`);
		process.exitCode = code;
		// A build that was given up still holds its connection open.
		if (code === exitCode.interrupted) process.exit();
	}
}
