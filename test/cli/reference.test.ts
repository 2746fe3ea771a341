// docs/commands.md explains every option, with an example that the command line accepts.
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {environmentVariables} from '../../harness/cli/environment-variables.ts';
import {examplesOf} from '../../harness/cli/examples.ts';
import {createProgram, fullName, leaves} from '../../harness/cli/program.ts';
import {project} from '../../harness/model/checkout.ts';
import {isHelp, read, refused} from './command-line.ts';

const commands = leaves((await createProgram()).program);

/** Splits words as a shell does: blanks, single quotes, a file on standard input. */
const split = (words: string): string[] =>
	[...words.replace(/ < .*$/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');

for (const command of commands) {
	const name = fullName(command);

	test(`${name}: every option and argument is explained, and every option stands in an example`, t => {
		t.true(command.description().length > 10);
		for (const {long, description} of command.options) {
			t.true(description.length > 5, long);
			t.true(
				examplesOf(command).some(({words}) => split(words).includes(long ?? '')),
				`${long} stands in no example`,
			);
		}
		for (const argument of command.registeredArguments) t.true(argument.description.length > 5, argument.name());
	});

	test(`${name}: the command accepts its examples, and --help shows them`, async t => {
		t.true(examplesOf(command).length > 0);
		const {error, output} = await refused(...name.split(' ').slice(1), '--help');
		t.true(isHelp(error), String(error));
		for (const {words, does} of examplesOf(command)) {
			t.is((await read(...split(words))).command, name);
			t.regex(does, /^\S.+[.?]$/);
			t.true(output.includes(`$ netlock ${words}`));
		}
	});
}

const sources = (folder: string): string[] =>
	readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(({parentPath, name}) => readFileSync(join(parentPath, name), 'utf8'));

/** Variables between two processes of netlock. Nobody else sets them. */
const internal = ['NETLOCK_PLAN', 'NETLOCK_PIPE', 'NETLOCK_FILES', 'NETLOCK_EVIDENCE'];

test('every variable that netlock reads is explained', t => {
	const named = [join(project.root, 'harness'), join(project.root, 'bin')]
		.flatMap(sources)
		.flatMap(text => text.match(/\bNETLOCK_[A-Z_]+/g) ?? []);
	const unexplained = [...new Set(named)].filter(name => !internal.includes(name) && !(name in environmentVariables));
	t.deepEqual(unexplained, []);
	t.true(named.length > 5);
});
