// Entry point: runs one command, and turns an error into a message and an exit code.
import {requireTimeoutFactor} from '../ava/environment.ts';
import {withoutCommands} from '../support/ci-commands.ts';
import {withoutJoints} from '../support/joint.ts';
import {plainAscii} from '../support/plain-ascii.ts';
import {endInOrder} from './end-in-order.ts';
import {environment} from './environment.ts';
import {explain} from './exit.ts';
import {exitCode} from './exit-codes.ts';
import {filterText} from './filter-text.ts';
import {createProgram, fullName, printsDocument} from './program.ts';

endInOrder();
// Ids and commands can be pasted from a report, where they may contain invisible characters for line breaks.
process.argv = process.argv.map(withoutJoints);
const {program, current} = await createProgram(process.argv[2]);
const {stdout, stderr} = process;
if (!environment.hasUnicode()) {
	filterText(stderr, plainAscii);
	// A document is for programs, so it is not changed.
	filterText(stdout, text => (printsDocument(current()) ? text : plainAscii(text)));
}
if (environment.takesCommands()) for (const stream of [stdout, stderr]) filterText(stream, withoutCommands);

try {
	requireTimeoutFactor();
	await program.parseAsync(process.argv);
} catch (error) {
	const {code, text} = explain(error, fullName(current()));
	if (text !== '') process.stderr.write(`netlock: ${text}\n`);
	process.exitCode = code;
	// A build that was interrupted still holds its connection open, so the process would not end.
	if (code === exitCode.interrupted) process.exit();
}
