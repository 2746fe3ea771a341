// Entry point: carries out one command, and turns an error into words and an exit code.
import {CommanderError} from 'commander';
import {requireTimeoutFactor} from '../ava/environment.ts';
import {silenceCommands} from './ci-log.ts';
import {endInOrder} from './end-in-order.ts';
import {environment} from './environment.ts';
import {explain} from './exit.ts';
import {exitCode} from './exit-codes.ts';
import {createProgram, fullName} from './program.ts';

endInOrder();
if (environment.takesCommands()) silenceCommands([process.stdout, process.stderr]);

const {program, current} = await createProgram(process.argv[2]);
try {
	requireTimeoutFactor();
	await program.parseAsync(process.argv);
} catch (error) {
	if (error instanceof CommanderError) {
		process.exitCode = error.exitCode === 0 ? exitCode.asExpected : exitCode.usage;
	} else {
		const {code, text} = explain(error, fullName(current()));
		process.stderr.write(`netlock: ${text}\n`);
		process.exitCode = code;
		// A build that was given up still holds its connection open.
		if (code === exitCode.interrupted) process.exit();
	}
}
