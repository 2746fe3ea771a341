// The command line as a process, for everything that needs no engine: its output, and its exit code.
import {execFile} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import test from 'ava';
import {dirSync} from 'tmp-promise';
import {renderJunit} from '../../harness/report/ci/junit.ts';
import {cellList} from '../../harness/results/command-documents.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';
import {type Ended, netlockIn, netlockProgram} from './netlock-process.ts';

const {name: folder} = dirSync({unsafeCleanup: true, prefix: 'netlock-cli-'});
const at = {image: makeResults().images[0]?.id ?? '', runtime: 'crun', lock: 'skip', scenario: 'one'} as const;
for (const [name, cell] of [
	['before', makeCell(at)],
	['after', makeCell(at, {outcome: 'fail', unexpected: true, layer: 'request', reason: 'no lock was sent'})],
] as const) {
	const results = makeResults({cells: [cell]});
	// A cell may regress only if nothing but the build differs.
	const facts = results.images.find(({id}) => id === at.image)?.facts;
	if (facts?.runtimes.crun) facts.runtimes.crun.digest = name;
	mkdirSync(join(folder, name));
	writeFileSync(join(folder, name, 'results.json'), JSON.stringify(results));
}

const labelled = makeResults({
	cells: [makeCell({...at, runtime: 'crun@new'}, {outcome: 'fail', unexpected: true, reason: 'no lock was sent'})],
});
mkdirSync(join(folder, 'labelled'));
writeFileSync(join(folder, 'labelled/results.json'), JSON.stringify(labelled));

const netlock = (...words: string[]): Promise<Ended> => netlockIn(folder, words);
const netlockWith = (variables: Record<string, string>, ...words: string[]): Promise<Ended> =>
	netlockIn(folder, words, variables);

test('the id of a cell is accepted as JUnit prints it, which holds no mention', async t => {
	const [, id = ''] = /<testcase name="([^"]+)"/.exec(renderJunit(labelled)) ?? [];
	t.not(id, labelled.cells[0]?.id);
	const {exit, stdout} = await netlock('report', 'labelled', '--cell', id);
	t.is(exit, 0);
	t.true(stdout.includes(`\`bin/netlock rerun --run ${labelled.run.id} ${labelled.cells[0]?.id}\``));
});

for (const [words, problem, help] of [
	[['run', '--scenario', ''], '--scenario: the value is empty', 'netlock run'],
	[['frobnicate'], "unknown command 'frobnicate'", 'netlock'],
] as const) {
	test(`netlock ${words.map(word => word || "''").join(' ')} exits with 2`, async t => {
		const {exit, stderr, stdout} = await netlock(...words);
		t.is(exit, 2, stderr);
		t.true(stderr.includes(problem), stderr);
		t.true(stderr.includes(`See \`${help} --help\`.`), stderr);
		t.is(stdout, '');
	});
}

test('scenarios are listed with their titles, without an engine', async t => {
	const {exit, stdout} = await netlock('list', '--scenarios', '--scenario', 'tcp-veth*');
	t.is(exit, 0);
	t.regex(stdout, /^tcp-veth {2,}\S.+\n/);
	const {stdout: json} = await netlock('list', '--scenarios', '--json', '--scenario', 'tcp-veth');
	t.like(JSON.parse(json), {schema: 1, scenarios: [{id: 'tcp-veth'}]});
});

test('cells are listed without an engine, and are unknown until their images are measured', async t => {
	const words = ['list', '--image', 'debian-forky', '--scenario', 'tcp-veth', '--lock', 'skip', '--libcriu', 'package'];
	const nowhere = {DOCKER_HOST: 'unix:///no/such.sock'};
	const {exit, stdout, stderr} = await netlockWith(nowhere, ...words);
	t.is(exit, 0, stderr);
	t.is(stderr, '');
	t.regex(stdout, /^debian-forky\/crun\/skip\/tcp-veth {2}unknown: debian-forky is not built, or not measured yet\n/);
	t.regex(stdout, /\n0 cells would run, 0 would not\n2 unknown: `netlock list --build` .*\n$/);
	const {cells} = cellList.parse(JSON.parse((await netlockWith(nowhere, ...words, '--json')).stdout));
	t.deepEqual(
		cells.map(({id, unknown}) => [id, unknown !== undefined]),
		[
			['debian-forky/crun/skip/tcp-veth', true],
			['debian-forky/runc/skip/tcp-veth', true],
		],
	);
});

test('a regression makes compare exit with 1, and equal runs with 0', async t => {
	const worse = await netlock('compare', 'before', 'after');
	t.is(worse.exit, 1, worse.stdout);
	t.true(worse.stdout.includes('no lock was sent'), worse.stdout);
	const same = await netlock('compare', 'before', 'before/results.json', '--format', 'json');
	t.is(same.exit, 0, same.stderr);
	t.is(JSON.parse(same.stdout).schema, 1);
});

test('reports are rendered again from results', async t => {
	const {exit, stdout, stderr} = await netlock('report', 'after');
	t.is(exit, 0, stderr);
	t.true(stdout.includes('Report: after/index.html'), stdout);
	t.regex(readFileSync(join(folder, 'after/index.html'), 'utf8'), /^<!doctype html>/i);
});

test('--version and --help exit with 0', async t => {
	t.regex((await netlock('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
	const {exit, stdout} = await netlock('--help');
	t.is(exit, 0);
	t.regex(stdout, /Exit codes:\n {2}0 {2}.*\n {2}1 {2}/);
});

const latin = {LC_ALL: 'C', FORCE_COLOR: '1'};

for (const words of [
	['shell', '--help'],
	['report', 'after', '--verbose'],
]) {
	test(`netlock ${words.join(' ')} prints ASCII in the locale C, and Unicode in a UTF-8 locale`, async t => {
		const {stdout} = await netlockWith(latin, ...words);
		t.notRegex(stdout, /\P{ASCII}/u);
		t.true(stdout.length > 100);
		if (words[0] === 'report') t.true(stdout.includes('\u001B[31m\u001B[1mX\u001B[22m'), stdout);
		t.regex((await netlockWith({LC_ALL: 'C.UTF-8', FORCE_COLOR: '1'}, ...words)).stdout, /[’→✗]/);
	});
}

test('an error is ASCII in the locale C', async t => {
	const {stderr} = await netlockWith(latin, 'list', '--scenarios', '--scenario', 'größe…');
	t.true(stderr.includes('there is no "größe..."'), stderr);
});

for (const words of [
	['compare', 'before', 'after', '--format', 'markdown'],
	['report', 'after', '--cell', `${at.image}/crun/skip/one`],
]) {
	test(`netlock ${words.join(' ')} prints a document, the same one in every locale`, async t => {
		const {stdout} = await netlockWith(latin, ...words);
		t.regex(stdout, /[’→]/);
		t.is(stdout, (await netlockWith({LC_ALL: 'C.UTF-8'}, ...words)).stdout);
	});
}

test('COLUMNS is the width of help and reports', async t => {
	for (const words of [
		['run', '--help'],
		['report', 'after'],
	]) {
		const longest = async (COLUMNS: string): Promise<number> => {
			const {stdout} = await netlockWith({COLUMNS}, ...words);
			const lines = stdout.split('\n').filter(line => !/^(?: {2}\$|Report:) /.test(line));
			return Math.max(...lines.map(line => line.length));
		};
		t.true((await longest('50')) <= 50);
		t.true((await longest('200')) > 50);
	}
});

test('a reader that stops reading ends netlock without a message, and with 0', async t => {
	const script = '"$@" list --scenarios | head -1; echo "$PIPESTATUS"';
	const words = ['-c', script, 'bash', process.execPath, ...netlockProgram];
	const {stdout, stderr} = await promisify(execFile)('bash', words, {cwd: folder});
	t.regex(stdout, /^\S+ {2,}\S.*\n0\n$/);
	t.is(stderr, '');
});
