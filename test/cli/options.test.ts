// The options of every command: what an action gets, and which values are refused before any work.
import test from 'ava';
import {CommanderError} from 'commander';
import {defaultJobs, jobsFor} from '../../harness/cli/options.ts';
import {createProgram, fullName, leaves} from '../../harness/cli/program.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {read, refused} from './command-line.ts';

const commands = leaves((await createProgram()).program);
const wordsOf = (name: string): string[] => name.split(' ').slice(1);

const reads = test.macro({
	async exec(t, words: string[], expected: Record<string, unknown>) {
		t.like((await read(...words)).options, expected);
	},
	title: (_, words: string[]) => `netlock ${words.join(' ')}`,
});

test(reads, ['run'], {image: [], lock: [], scenario: [], runtime: [], criu: [], repeat: 1, jobs: defaultJobs()});
test(reads, ['run', '--image', 'a,b', '--image', 'c'], {image: ['a', 'b', 'c']});
test(reads, ['run', '--runtime', 'crun=/a,b', '--runtime', 'runc'], {runtime: ['crun=/a,b', 'runc']});
test(reads, ['run', '--lock', 'skip,unset', '--lock', '*tables'], {lock: ['unset', 'skip', 'iptables', 'nftables']});
test(reads, ['run', '--jobs', '3', '--repeat', '10', '--core'], {jobs: 3, repeat: 10, core: true});
test(reads, ['list', '--json', '--scenarios'], {json: true, scenarios: true});
test(reads, ['shell', 'debian-forky'], {runtime: 'crun', criu: 'package', lock: 'unset'});
test(reads, ['compare', 'a', 'b', '--map', 'x=y', '--map', 'z=z'], {map: ['x=y', 'z=z'], format: 'text'});
test(reads, ['bisect', '--build', 'a', 'b', '--build', 'c'], {build: ['a', 'b', 'c'], of: 'crun', repeat: 3});
test(reads, ['bisect', '--git', 'tree', 'a..b'], {git: ['tree', 'a..b']});
test(reads, ['validate', 'a.patch', '--base-patch', 'b,c.patch'], {basePatch: ['b,c.patch'], source: 'package'});
test(reads, ['doctor', '--image', 'debian-*', '--json'], {image: ['debian-*'], json: true});
test(reads, ['images', 'pull', '--from', 'ghcr.io/me'], {from: 'ghcr.io/me', registryMirror: []});

test('a shell gets the words of its command unchanged, empty ones too', async t => {
	const {args} = await read('shell', 'debian-forky', '--', 'printf', '%s', '');
	t.deepEqual(args, ['debian-forky', ['printf', '%s', '']]);
});

const refuses = test.macro({
	async exec(t, words: string[], problem: RegExp, hint: RegExp) {
		const {error} = await refused(...words);
		if (!(error instanceof UsageError)) return t.fail(String(error));
		t.regex(error.shortMessage, problem);
		t.regex(error.message, hint);
	},
	title: (_, words: string[]) => `netlock ${words.join(' ')} is refused`,
});

test(refuses, ['run', '--lock', 'ebtables'], /^--lock: there is no "ebtables"$/, /Did you mean iptables/);
test(refuses, ['run', '--lock', 'x'], /^--lock/, /\nValid: unset, iptables, nftables, skip$/);
test(refuses, ['shell', 'debian-forky', '--lock', 'none'], /^--lock/, /Valid: unset/);
test(
	refuses,
	['compare', 'a', 'b', '--format', 'yaml'],
	/^--format: there is no "yaml"/,
	/Valid: text, json, markdown$/,
);
test(refuses, ['bisect', '--of', 'youki'], /^--of: there is no "youki"$/, /Valid: crun, runc, criu$/);
test(refuses, ['validate', '--project', 'youki'], /^--project: there is no "youki"$/, /Valid: crun, criu, runc$/);

for (const command of commands) {
	const name = fullName(command);
	for (const {long} of command.options) {
		if (long !== '--jobs' && long !== '--repeat') continue;
		for (const value of ['0', '-1', '1.5', 'many', '1e3']) {
			test(refuses, [...wordsOf(name), `${long}=${value}`], new RegExp(`^${long}: "${value}"`), /whole number from 1/);
		}
	}
}

const taking = commands.flatMap(command =>
	command.options
		.filter(({required, optional}) => required || optional)
		.map(({long}) => ({name: fullName(command), long: long ?? ''})),
);

test('some options take a value', t => {
	t.true(taking.length > 40, `${taking.length}`);
});

for (const {name, long} of taking) {
	for (const empty of ['', ' ', ',']) {
		test(`${name} ${long} "${empty}" is refused, and means neither all nor the default`, async t => {
			const {error} = await refused(...wordsOf(name), `${long}=${empty}`);
			t.true(error instanceof UsageError, String(error));
			t.is((error as UsageError).shortMessage, `${long}: the value is empty`);
		});
	}
}

for (const words of [
	['report', ''],
	['shell', ''],
	['compare', 'a', ''],
	['validate', 'a.patch', ''],
	['images', 'build', ''],
	['images', 'push', ''],
	['images', 'save', 'file', ''],
]) {
	test(`netlock ${words.map(word => word || "''").join(' ')} is refused`, async t => {
		const {error} = await refused(...words);
		t.true(error instanceof UsageError, String(error));
		t.regex((error as UsageError).shortMessage, /^<\w+>: the value is empty$/);
	});
}

for (const [words, help] of [
	[['frobnicate'], 'netlock'],
	[['run', '--frobnicate'], 'netlock run'],
	[['run', '--out'], 'netlock run'],
	[['images', 'list', '--frobnicate'], 'netlock images list'],
	[['compare', 'a'], 'netlock compare'],
	[['clean', 'all'], 'netlock clean'],
] as const) {
	test(`netlock ${words.join(' ')} points to ${help} --help`, async t => {
		const {error, output} = await refused(...words);
		t.true(error instanceof CommanderError && error.exitCode !== 0);
		t.true(output.includes(`See \`${help} --help\`.`), output);
	});
}

test('the error of a value names the command that is being parsed', async t => {
	const {program, current} = await createProgram();
	await t.throwsAsync(program.parseAsync(['images', 'pull', '--from', ''], {from: 'user'}), {instanceOf: UsageError});
	t.is(fullName(current()), 'netlock images pull');
});

test('jobs are three for each processor, limited by memory, and at least one', t => {
	const gigabyte = 1024 ** 3;
	t.is(jobsFor(2, 8 * gigabyte), 6);
	t.is(jobsFor(2, gigabyte), 4);
	t.is(jobsFor(1, gigabyte / 8), 1);
	t.is(jobsFor(64, 256 * gigabyte), 12);
});
