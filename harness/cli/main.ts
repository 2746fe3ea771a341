// Entry point: carries out one command, and turns an error into words and an exit code.
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
// The ids and commands of a report work as pasted.
process.argv = process.argv.map(withoutJoints);
const {program, current} = await createProgram(process.argv[2]);
const {stdout, stderr} = process;
if (!environment.hasUnicode()) {
	filterText(stderr, plainAscii);
	// A document is read by programs, and goes out as it is.
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
	// A build that was given up still holds its connection open.
	if (code === exitCode.interrupted) process.exit();
}
