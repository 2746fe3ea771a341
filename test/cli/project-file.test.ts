// netlock.yaml: defaults that the command line overrides, files of the project, and errors in the file.
import {join} from 'node:path';
import {Ajv2020} from 'ajv/dist/2020.js';
import test, {type ExecutionContext} from 'ava';
import {parse} from 'yaml';
import {createProgram, leaves} from '../../harness/cli/program.ts';
import {notForJudging, takeProjectFile} from '../../harness/cli/project-file.ts';
import {FileInvalid} from '../../harness/model/read-yaml.ts';
import {projectFileSchema} from '../../harness/results/project-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {netlockIn} from './netlock-process.ts';

const take = async (t: ExecutionContext, yaml: string | undefined, ...words: string[]) => {
	const folder = await folderWith(t, yaml === undefined ? {} : {'netlock.yaml': yaml});
	const {program} = await createProgram('run');
	const [run] = leaves(program);
	if (run === undefined) throw new Error('there is no command');
	run.action(() => {});
	await program.parseAsync(['run', ...words], {from: 'user'});
	const project = await takeProjectFile(run, {folder});
	return {folder, project, options: run.opts()};
};

const full = `known-issues: issues.yaml
scenarios: ./own
options:
  image: [debian-forky, 'fedora-*']
  lock: [nftables]
  jobs: 3
  retry: 2
  strict: true
`;

test('without a file nothing is set', async t => {
	const {project, options} = await take(t, undefined, '--jobs', '5');
	t.deepEqual(project, {});
	t.like(options, {jobs: 5, image: []});
});

test('a file sets defaults as if they were typed, and the message lists them', async t => {
	const {folder, project, options} = await take(t, full);
	t.like(options, {
		image: ['debian-forky', 'fedora-*'],
		lock: ['nftables'],
		jobs: 3,
		retry: 2,
		strict: true,
		repeat: 1,
	});
	t.deepEqual(project, {
		knownIssues: join(folder, 'issues.yaml'),
		scenarios: join(folder, 'own'),
		settings: {
			file: 'netlock.yaml',
			settings: [
				'known-issues: issues.yaml',
				'scenarios: ./own',
				'--image debian-forky',
				'--image fedora-*',
				'--lock nftables',
				'--jobs 3',
				'--retry 2',
				'--strict',
			],
		},
	});
});

test('the command line overrides the file, and the message does not list an overridden default', async t => {
	const {project, options} = await take(t, full, '--image', 'centos-stream-10', '--jobs', '9');
	t.like(options, {image: ['centos-stream-10'], jobs: 9, retry: 2});
	t.deepEqual(
		project.settings?.settings.filter(each => /image|jobs/.test(each)),
		[],
	);
});

for (const [what, yaml, problem] of [
	['an unknown key', 'option: {}\n', /netlock\.yaml:1: option: there is no such key; did you mean options\?/],
	[
		'an unknown option',
		'options:\n  jobs: 2\n  job: 3\n',
		/:3: options\.job: there is no such key; did you mean jobs\?/,
	],
	['a wrong kind of value', 'options:\n  image: debian\n', /:2: options\.image: must be a list/],
	['a number that is none', 'options:\n\n  jobs: 0\n', /:3: options\.jobs: must be more than 0/],
	['a value that the option refuses', 'options:\n  format: [htm]\n', /:2: options\.format: .*there is no "htm"/],
	['a lock that there is not', 'options:\n  lock: [nftable]\n', /:2: options\.lock\[0\]: .*did you mean nftables\?/],
	['a negative number', 'options:\n  retry: -1\n', /:2: options\.retry: must be at least 0/],
	['an empty value', "scenarios: ''\n", /:1: scenarios: is empty/],
	['no YAML', 'options: [\n', /netlock\.yaml:\d: /],
] as const) {
	test(`a file with ${what} is wrong usage, named by line and key`, async t => {
		const error = await t.throwsAsync(take(t, yaml), {instanceOf: FileInvalid});
		t.is(error.kind, 'usage');
		t.regex(error.message, problem);
	});
}

for (const words of [
	['run'],
	['rerun', '--last-failed'],
	['list'],
	['validate', 'fix.patch'],
	['bisect', '--builds', '.'],
]) {
	test(`netlock ${words[0]} reads the file`, async t => {
		const folder = await folderWith(t, {'netlock.yaml': 'options: {imge: [x]}\n'});
		const {exit, stderr} = await netlockIn(folder, words);
		t.is(exit, 2, stderr);
		t.regex(stderr, /netlock\.yaml:1: options\.imge: .*did you mean image\?/);
	});
}

test('from a file, validate and bisect take where cells run and how many at a time, not what they judge', async t => {
	const folder = await folderWith(t, {
		'netlock.yaml': `${full}  runtime: [runc]\n  criu: [./criu]\n  repeat: 9\n`,
	});
	for (const [name, ...words] of [['validate', 'fix.patch'], ['bisect']]) {
		const {program} = await createProgram(name);
		const [command] = leaves(program);
		command?.action(() => {});
		await program.parseAsync([name ?? '', ...words], {from: 'user'});
		if (command === undefined) throw new Error('there is no command');
		const {settings, ...own} = await takeProjectFile(command, {folder, except: notForJudging});
		t.like(command.opts(), {image: ['debian-forky', 'fedora-*'], lock: ['nftables'], jobs: 3, repeat: 3}, name);
		t.is(command.opts().runtime, undefined);
		t.deepEqual(own, {knownIssues: join(folder, 'issues.yaml'), scenarios: join(folder, 'own')});
		t.false(settings?.settings.some(each => /runtime|criu|repeat/.test(each)));
	}
});

test('the JSON Schema accepts and refuses the same files as netlock', t => {
	const validate = new Ajv2020({strict: true}).compile(JSON.parse(projectFileSchema()));
	t.true(validate(parse(full)), JSON.stringify(validate.errors));
	for (const yaml of ['option: {}', 'options: {job: 1}', 'options: {image: x}', 'options: {jobs: 0}']) {
		t.false(validate(parse(yaml)), yaml);
	}
});
