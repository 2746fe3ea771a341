// Help fits the terminal, however narrow. Commands and options stand in groups.
import test from 'ava';
import {type Command, Help} from 'commander';
import {examplesOf} from '../../harness/cli/examples.ts';
import {createProgram, fullName} from '../../harness/cli/program.ts';
import {textWidth, usableWidth} from '../../harness/support/terminal-width.ts';

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];

const helpOf = (command: Command): string => {
	let text = '';
	command.configureOutput({
		writeOut: more => {
			text += more;
		},
	});
	command.outputHelp();
	return text;
};

/** Text to copy stays on one line: usage, flags, examples. */
const copied = (command: Command): Set<string> => {
	const help = new Help();
	return new Set([
		...command.options.map(({flags}) => `  ${flags}`),
		'  -h, --help',
		...command.commands.map(each => `  ${help.subcommandTerm(each)}`),
	]);
};

for (const width of [0, 1, 2, 5, 20, 40, 60, 80, 200]) {
	test(`the help of every command fits ${width} columns`, async t => {
		const {program} = await createProgram('', () => width);
		for (const command of withSubcommands(program)) {
			const whole = copied(command);
			const long = helpOf(command)
				.split('\n')
				.filter(line => textWidth(line) > usableWidth(width))
				.filter(line => !/^(?:Usage:| {2}\$ netlock) /.test(line) && !whole.has(line));
			t.deepEqual(long, [], fullName(command));
		}
	});
}

test('every command has examples', async t => {
	const {program} = await createProgram('', () => 80);
	for (const command of withSubcommands(program)) t.true(examplesOf(command).length > 0, fullName(command));
});

test('commands are grouped by purpose, and help has examples and exit codes', async t => {
	const {program} = await createProgram('', () => 80);
	const text = helpOf(program);
	const headings = ['Run cells', 'Read results', 'Judge builds', 'This machine', 'Help', 'Examples', 'Exit codes'];
	t.deepEqual(text.match(/^[A-Z][a-z ]+(?=:$)/gm), ['Options', ...headings]);
});

test('each option of a command with many options stands in a group', async t => {
	const {program} = await createProgram('', () => 80);
	for (const command of withSubcommands(program).filter(({options}) => options.length >= 4)) {
		const alone = command.options.filter(({helpGroupHeading}) => helpGroupHeading === undefined);
		t.deepEqual(
			alone.map(({flags}) => flags),
			[],
			fullName(command),
		);
	}
});

test('many options are grouped: what runs, how, and what is written', async t => {
	const {program} = await createProgram('', () => 80);
	for (const name of ['run', 'validate', 'bisect']) {
		const command = program.commands.find(each => each.name() === name) ?? program;
		const text = helpOf(command);
		for (const heading of ['What is run', 'How it is run', 'What is written', 'Examples']) {
			t.true(text.includes(`\n${heading}:\n`), `${name}: ${heading}`);
		}
	}
});
