// One cell, from its sandbox to its result, through the shared worker's desk, with fake sandboxes.
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {runCell} from '../../harness/ava/cell.ts';
import {Disagreement} from '../../harness/container/errors.ts';
import type {ScenarioBody} from '../../harness/container/scenario-context.ts';
import type {PlannedCell} from '../../harness/model/planned.ts';
import type {RunPlan} from '../../harness/results/plan.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, runPlan} from '../fixtures/plan.ts';
import {type Answers, playedDesk} from '../fixtures/played-desk.ts';

const own = 'netlock/debian-trixie:1';
const fails: ScenarioBody = async () => {
	throw new Disagreement('kernel', 'no lock\nat all', ["Can't get 1:16 opt"]);
};

type Setting = {
	cell?: Partial<PlannedCell>;
	plan?: Partial<RunPlan>;
	answers?: Record<string, Answers>;
};

const running = async (t: ExecutionContext, body: ScenarioBody, {cell: changes, plan, answers}: Setting = {}) => {
	const cell = plannedCell('one', changes);
	const run = runPlan(await folderWith(t, {}), [cell], plan);
	const desk = playedDesk(run, answers ?? {[own]: []});
	const declaration = {spec: {locks: ['unset'], reports: {}}, body, round: 1} as const;
	return {...desk, run, result: await runCell(desk.call, run, cell, declaration, t)};
};

test('a body that ends without an error is a pass: the sandbox is closed, and no file is saved', async t => {
	const {result, opened, stopped, logged, run} = await running(t, async () => {});
	t.like(result, {
		id: 'debian-trixie/crun/unset/one',
		outcome: 'pass',
		expected: 'pass',
		unexpected: false,
		attempts: 1,
	});
	t.deepEqual(result.evidence, {operations: []});
	t.deepEqual(Object.keys(result.durations ?? {}), ['sandbox', 'body', 'total']);
	t.false('files' in result);
	t.deepEqual([opened, stopped], [[own], [own]]);
	t.deepEqual(logged, [{type: 'cell-started', cell: result.id}]);
	t.false(existsSync(join(run.folder, 'cells')));
});

test('a disagreement fails the cell at its layer, and its files are saved before the sandbox is closed', async t => {
	const {result, stopped, run} = await running(t, fails);
	t.like(result, {outcome: 'fail', unexpected: true, layer: 'kernel', reason: 'no lock at all'});
	const [verdict = '', commands = ''] = result.files ?? [];
	t.is(await readFile(join(run.folder, verdict), 'utf8'), "no lock at all\nCan't get 1:16 opt\n");
	t.regex(commands, /commands\.sh$/);
	t.deepEqual(stopped, [own]);
});

test('a read-only folder loses the files of a cell, and neither its verdict nor its slot', async t => {
	const folder = join(await folderWith(t, {file: ''}), 'file');
	const {result, stopped} = await running(t, fails, {plan: {folder}});
	t.like(result, {outcome: 'fail', layer: 'kernel'});
	t.regex(result.reason ?? '', /^no lock at all \(its files could not be kept: \S+ cannot be written: ENOTDIR\)$/);
	t.false('files' in result);
	t.deepEqual(stopped, [own]);
});

test('a failure that a known issue names is expected, and the result names the issue', async t => {
	const {result} = await running(t, fails, {cell: {knownIssues: [knownIssue], expected: 'fail'}});
	t.like(result, {outcome: 'fail', expected: 'fail', unexpected: false, knownIssue: {id: 'an-issue'}});
});

test('a pass against a known issue is good news of a build under test, and unexpected for a package', async t => {
	const known: Partial<PlannedCell> = {knownIssues: [knownIssue], expected: 'fail'};
	const pass = async (): Promise<void> => {};
	t.true((await running(t, pass, {cell: known})).result.unexpected);
	const builds = [readyBuild('crun', 'crun', {'debian-trixie': {}})];
	t.false((await running(t, pass, {cell: known, plan: {builds}})).result.unexpected);
	t.true((await running(t, pass, {cell: known, plan: {builds, strict: true}})).result.unexpected);
});

test('any other error is an error, and no verdict on the product', async t => {
	const {result, stopped} = await running(t, async () => {
		throw new TypeError('x is undefined');
	});
	t.like(result, {outcome: 'error', unexpected: true, reason: 'x is undefined'});
	t.false('layer' in result);
	t.deepEqual(stopped, [own]);
});

test('a sandbox that does not start is an error with its reason, and the body does not run', async t => {
	let ran = false;
	const body = async (): Promise<void> => {
		ran = true;
	};
	const {result, stopped} = await running(t, body, {answers: {}});
	t.like(result, {outcome: 'error', unexpected: true, reason: `a sandbox of ${own} did not start`});
	t.false(ran);
	t.false('evidence' in result);
	t.deepEqual(stopped, []);
});

for (const [lock, expected] of [
	['unset', {method: 'iptables', told: 'nothing'}],
	['nftables', {method: 'nftables', told: 'flag'}],
] as const) {
	test(`a body gets its lock, the method for CRIU, and how CRIU is told: ${lock}`, async t => {
		let given: unknown;
		const body: ScenarioBody = async context => {
			given = context;
		};
		const {result} = await running(t, body, {cell: {lock}});
		t.like(given, {lock, ...expected, criu: {version: '4.1.1', defaultLock: 'iptables'}, runtime: {name: 'crun'}});
		t.is(result.told, expected.told);
	});
}

test('the commands of a body run in its sandbox, and stand in commands.sh', async t => {
	const body: ScenarioBody = async ({configure}) => {
		await configure.defaultConf('network-lock nftables');
		throw new Disagreement('request', 'no word of it');
	};
	const {result, commands, run} = await running(t, body);
	t.regex(commands[own]?.[0] ?? '', /\/etc\/criu\/default\.conf network-lock nftables$/);
	const kept = result.files?.find(name => name.endsWith('commands.sh')) ?? '';
	t.regex(await readFile(join(run.folder, kept), 'utf8'), /network-lock nftables'?\n# exit 0, 1 ms/);
});

test('the command for the same sandbox by hand names the parts under test, and a folder for one with libraries', async t => {
	const builds = readyBuild('crun@mine', 'crun');
	const criu = {path: '/my builds/criu', libcriu: '/my builds/libcriu.so.2', digest: 'd'};
	const under = {runtime: {name: 'crun' as const, path: '/mine/crun', digest: 'd'}, criu};
	builds.in['debian-trixie'] = {state: 'ready', underTest: under, replaced: {}};
	const cell = {runtime: 'crun@mine', id: 'debian-trixie/crun@mine/unset/one'};
	const {result} = await running(t, async () => {}, {cell, plan: {builds: [builds]}});
	t.is(result.reproduce, "bin/netlock shell debian-trixie --runtime crun=/mine/crun --criu '/my builds' --lock unset");
	t.is(
		(await running(t, async () => {})).result.reproduce,
		'bin/netlock shell debian-trixie --runtime crun --lock unset',
	);
});
