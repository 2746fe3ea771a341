// `netlock bisect` over real builds of crun. It finds the build that introduced a defect, although cells are flaky and
// some builds cannot be used. It runs no finished build again.
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {copyFile, mkdir, readdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test, {type ExecutionContext} from 'ava';
import {dir} from 'tmp-promise';
import {environment} from '../../harness/ava/environment.ts';
import {label} from '../../harness/engine/labels.ts';
import type {Failure, Found} from '../../harness/results/bisection.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {image, makeCruns, sourcesOf, type Taking} from './crun-builds.ts';
import {engine, netlockContainers} from './engine.ts';
import {type Ended, startNetlock} from './netlock.ts';

/** A folder for the test, with options and variables under which netlock knows no results of earlier bisections. */
const setUp = async (t: ExecutionContext) => {
	const {path: home, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-bisect-test-'});
	t.teardown(cleanup);
	const {endpoint} = await engine();
	await symlink(join(environment().engine.home, 'builds'), join(home, 'builds'));
	const env = {NETLOCK_HOME: home, DOCKER_HOST: endpoint};
	const start = (...words: string[]) => startNetlock(['bisect', '--image', image, ...words], env);
	return {home, start};
};

const verdictIn = (folder: string): Found & {failure?: Failure} =>
	JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8'));

/** Builds of which a bisection ran rounds. Each build has one run. */
const runsIn = async (folder: string): Promise<string[]> =>
	existsSync(join(folder, 'runs')) ? (await readdir(join(folder, 'runs'))).map(name => name.replace(/^\d+-/, '')) : [];

const until = async (holds: () => boolean): Promise<void> => {
	for (let waited = 0; !holds() && waited < 120_000; waited += 100) await sleep(100);
};

const skip: Taking = {skip: 'may forget'};
const both: Taking = {...skip, nftables: 'forgets'};
const builds: {name: string; takes?: Taking}[] = [
	{name: 'crun-1.8', takes: skip},
	{name: 'crun-1.9', takes: skip},
	{name: 'crun-1.10', takes: skip},
	{name: 'crun-1.11', takes: skip},
	{name: 'crun-1.12', takes: both},
	{name: 'crun-1.14', takes: both},
	{name: 'crun-1.15', takes: both},
];
const cells = ['--lock', 'nftables,skip', '--scenario', 'explicit-is-honoured,netns-private,netns-host'];

test.serial('of eight builds the fifth is named; an interrupted bisection goes on, a finished one is over', async t => {
	t.timeout(600_000);
	const {home, start} = await setUp(t);
	const folder = join(home, 'cruns');
	await mkdir(folder);
	const binaries = await makeCruns(builds);
	for (const [index, {name}] of builds.entries()) await copyFile(binaries[index] ?? '', join(folder, name));
	await writeFile(join(folder, 'crun-1.13'), readFileSync(binaries[0] ?? '').subarray(0, 4096), {mode: 0o755});
	await writeFile(join(folder, 'README'), 'releases of crun');
	const words = ['--builds', folder, ...cells, '--out'];

	const interrupted = start(...words, join(home, 'first'));
	const owner = ownerOf(interrupted.pid);
	await until(() => interrupted.stderr().includes('crun-1.8: good'));
	process.kill(interrupted.pid, 'SIGINT');
	const {exit, stderr} = await interrupted.ended;
	t.is(exit, 130, stderr);
	t.regex(stderr, /8 builds of crun, oldest first: crun-1\.8 … crun-1\.15\n/);
	t.regex(stderr, /left out of \S+, as they are no builds of crun: README\n/);
	t.regex(stderr, /the same command continues from there/);
	t.deepEqual(await netlockContainers(label.owner, owner), []);

	const second = await start(...words, join(home, 'second')).ended;
	t.is(second.exit, 0, second.stderr);
	t.regex(second.stdout, /\nfirst bad: crun-1\.12 \(after crun-1\.11\)\n$/);
	t.false((await runsIn(join(home, 'second'))).includes('crun-1.8'), 'it was run before the interruption');
	const verdict = verdictIn(join(home, 'second'));
	t.like(verdict, {found: true, firstBad: {index: 4, name: 'crun-1.12'}, lastGood: {name: 'crun-1.11'}});
	t.deepEqual(
		verdict.suspects.map(({name}) => name),
		['crun-1.12'],
	);
	t.deepEqual(
		verdict.skipped.map(({build}) => build.name),
		['crun-1.13'],
	);
	t.regex(verdict.skipped[0]?.why ?? '', /crun-1\.13 cannot run in debian-trixie/);
	t.deepEqual(
		verdict.cells.map(({cell}) => cell),
		['explicit-is-honoured', 'netns-host', 'netns-private'].map(scenario => `${image}/crun/nftables/${scenario}`),
	);
	t.true(verdict.flaky.length > 0);
	t.true(verdict.flaky.every(({cell}) => cell.startsWith(`${image}/crun/skip/`)));
	t.like(verdict.failure?.cell, {layer: 'request', outcome: 'fail', runtime: 'crun@crun-1.12'});
	t.regex(second.stdout, /request: --network-lock nftables was asked, but crun sent no network_lock\n/);
	t.regex(
		second.stdout,
		/reproduce: bin\/netlock shell debian-trixie --runtime crun=\S+\/crun-1\.12 --lock nftables\n/,
	);
	t.true(existsSync(join(verdict.failure?.run ?? '', 'index.html')));
	t.regex(readFileSync(join(home, 'second/verdict.md'), 'utf8'), /^\*\*first bad: crun-1\.12 /);

	const third = await start(...words, join(home, 'third')).ended;
	t.is(third.exit, 0, third.stderr);
	t.deepEqual(await runsIn(join(home, 'third')), []);
	t.deepEqual(verdictIn(join(home, 'third')).firstBad, verdict.firstBad);
	t.deepEqual(verdictIn(join(home, 'third')).failure, verdict.failure);

	const good = ['crun-1.8', 'crun-1.11'].map(name => join(folder, name));
	const signal = ['--lock', 'nftables', '--scenario', 'explicit-is-honoured,netns-private'];
	const other = await start('--build', ...good, ...signal, '--out', join(home, 'fourth')).ended;
	t.is(other.exit, 1, other.stderr);
	t.regex(other.stdout, /\nnot found: the last build, \S+\/crun-1\.11, is good.*\n$/);
	t.deepEqual(await runsIn(join(home, 'fourth')), [], 'another bisection ran them');
});

/** A repository in which each element of `changes` is a commit. */
const repository = async (folder: string, changes: readonly {subject: string; change: () => Promise<void>}[]) => {
	const git = (...words: string[]): string => execFileSync('git', words, {cwd: folder, encoding: 'utf8'}).trim();
	git('init', '--quiet', '--initial-branch=main');
	for (const {subject, change} of changes) {
		await change();
		git('add', '--all', '--force');
		git('-c', 'user.name=A', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', subject);
	}
};

test.serial(
	'a bisection of commits names the commit with the defect, and skips a commit that does not compile',
	async t => {
		t.timeout(900_000);
		const {home, start} = await setUp(t);
		const tree = join(home, 'tree');
		await sourcesOf(tree);
		const edit = (file: string, from: string, to: string) => async (): Promise<void> => {
			const path = join(tree, file);
			const text = readFileSync(path, 'utf8');
			if (!text.includes(from)) throw new Error(`${file} holds no ${from}`);
			await writeFile(path, text.replace(from, to));
		};
		const nftables = 'return CRIU_NETWORK_LOCK_NFTABLES;';
		await repository(tree, [
			{subject: 'Release', change: async () => {}},
			{subject: 'Greet', change: edit('src/crun.c', '%s version %s', '%s, version %s')},
			{subject: 'Break the build', change: edit('src/checkpoint.c', nftables, 'return CRIU;')},
			{subject: 'Repair the build', change: edit('src/checkpoint.c', 'return CRIU;', nftables)},
			{subject: 'Simplify', change: edit('src/checkpoint.c', nftables, 'return 0;')},
			{subject: 'Say more', change: edit('README.md', '#', '# The')},
		]);
		const {exit, stdout, stderr}: Ended = await start(
			...['--git', tree, 'main~5..main', '--repeat', '1', '--out', join(home, 'out')],
			...['--lock', 'nftables', '--scenario', 'explicit-is-honoured'],
		).ended;
		t.is(exit, 0, stderr);
		t.regex(stdout, /\nfirst bad: [0-9a-f]+ Simplify \(after [0-9a-f]+ Repair the build\)\n$/);
		const verdict = verdictIn(join(home, 'out'));
		t.regex(verdict.skipped[0]?.build.name ?? '', / Break the build$/);
		t.regex(verdict.skipped[0]?.why ?? '', /error: .*CRIU.* undeclared/);
		t.is(verdict.skipped.length, 1);
		t.like(verdict.failure?.cell, {layer: 'request', outcome: 'fail'});
		const [, binary = ''] = /--runtime crun=(\S+)/.exec(verdict.failure?.cell.reproduce ?? '') ?? [];
		t.true(existsSync(binary), 'what was compiled is kept');
		t.is(execFileSync('git', ['status', '--porcelain'], {cwd: tree, encoding: 'utf8'}), '');
	},
);
