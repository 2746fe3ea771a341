// Which results of a run the next run uses again, and that these results name their run.
import {existsSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {hostname, release} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {clientFor} from '../../../harness/engine/client.ts';
import type {CellResult} from '../../../harness/model/cell-result.ts';
import {type KnownIssue, refer} from '../../../harness/model/known-issue.ts';
import {type Event, readEvents} from '../../../harness/results/events.ts';
import type {RunPlan} from '../../../harness/results/plan.ts';
import {openCache} from '../../../harness/run/cache/cache.ts';
import {collectResults} from '../../../harness/run/finish.ts';
import {cellsToRun, eventsFile, planFile, readPlan} from '../../../harness/run/plan-file.ts';
import {dockerd} from '../../fixtures/dockerd.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, runPlan} from '../../fixtures/plan.ts';
import {makeCell, makeResults} from '../../fixtures/results.ts';

const time = '2026-11-25T15:04:09.000Z';
const cell = plannedCell('tcp-veth');
const passing = makeCell(
	{image: 'debian-trixie', runtime: 'crun', lock: 'unset', scenario: 'tcp-veth'},
	{files: undefined},
);

/** Runs of one machine: the same home and engine, and a folder for each run. */
const setUp = async (t: ExecutionContext) => {
	const home = await folderWith(t, {});
	const info = {KernelVersion: release(), Architecture: 'x', ServerVersion: '28.1'};
	const {endpoint} = await dockerd(t, {'GET /info': {json: info}});
	const open = async (changes: Partial<RunPlan> = {}) => {
		const plan = runPlan(await folderWith(t, {}), [cell], {
			endpoint: 'unix:///engine.sock',
			kernel: release(),
			...changes,
		});
		const engine = {docker: clientFor(endpoint), endpoint, kind: 'found', mirrors: new Map()} as const;
		return {plan, engine, cache: await openCache({plan, engine}, home)};
	};
	const store = async (result: Partial<CellResult> = {}, changes: Partial<RunPlan> = {}): Promise<void> => {
		const {plan, cache} = await open(changes);
		const whole = {...passing, ...result};
		const events: Event[] = [{schema: 1, run: plan.run, time, cell: cell.id, type: 'cell-finished', result: whole}];
		const {run, ...rest} = makeResults({cells: [whole]});
		await cache.store({results: {...rest, run: {...run, id: plan.run}}, events});
	};
	/** Results of the next run, in which no cell runs. */
	const reused = async (changes: Partial<RunPlan> = {}): Promise<CellResult[]> => {
		const {plan, cache} = await open({run: 'the-next', ...changes});
		const rest = await cache.reuse();
		t.deepEqual(cellsToRun(rest).length, rest.done === undefined ? 1 : 0);
		if (rest.done) t.deepEqual(await readPlan(planFile(plan.folder)), rest);
		const logged = readEvents(eventsFile(plan.folder), plan.run);
		return collectResults(rest, logged, {interrupted: true}).cells;
	};
	return {home, open, store, reused};
};

test('an expected pass is used again with all its evidence, and says when and where it was measured', async t => {
	const {store, reused} = await setUp(t);
	t.deepEqual(await reused(), []);
	await store();
	const {files: _, ...whole} = passing;
	const reproduce = 'bin/netlock shell debian-trixie --runtime crun --lock unset';
	const cached = {run: '2026-11-25T15-04-05-1234', measured: time, host: hostname()};
	t.deepEqual(await reused(), [{...whole, reproduce, cached}]);
});

test('a result that was used again still names the run that measured it', async t => {
	const {store, reused} = await setUp(t);
	await store();
	const [first] = await reused();
	await store(first, {run: 'the-second'});
	t.deepEqual((await reused())[0]?.cached, first?.cached);
});

const doubtful: Record<string, Partial<CellResult>> = {
	'a failure': {outcome: 'fail', unexpected: true},
	'an error': {outcome: 'error', unexpected: true},
	'a failure that no known issue explains': {outcome: 'fail', expected: 'fail'},
	'an error that a known issue explains': {outcome: 'error', expected: 'error', knownIssue: refer(knownIssue)},
	'a pass despite a known issue': {expected: 'fail', knownIssue: refer(knownIssue)},
	'a cell that is unavailable': {outcome: 'miss', expected: 'miss'},
	'an unexpected pass': {expected: 'fail', unexpected: true},
	'a flaky cell': {outcome: 'fail', unexpected: true, attempts: 2, rounds: {pass: 1, fail: 1}},
	'a cell of several rounds': {attempts: 2, rounds: {pass: 2}},
};
for (const [what, result] of Object.entries(doubtful)) {
	test(`never used again: ${what}`, async t => {
		const {store, reused} = await setUp(t);
		await store(result);
		t.deepEqual(await reused(), []);
	});
}

test('once a cell has failed, no pass of it is used while nothing changes, neither an earlier nor a later one', async t => {
	const {store, reused} = await setUp(t);
	await store();
	t.is((await reused()).length, 1);
	await store({outcome: 'fail', unexpected: true});
	t.deepEqual(await reused(), []);
	await store();
	t.deepEqual(await reused(), []);
});

test('an error says nothing about the product: the next pass counts', async t => {
	const {store, reused} = await setUp(t);
	await store({outcome: 'error', unexpected: true});
	await store();
	t.is((await reused()).length, 1);
});

test('a cell that a new known issue covers runs again', async t => {
	const {store, reused} = await setUp(t);
	await store();
	t.deepEqual(await reused({cells: [{...cell, knownIssues: [knownIssue]}]}), []);
});

const known = {cells: [{...cell, knownIssues: [knownIssue]}]};
const knownFailure: Partial<CellResult> = {
	...{outcome: 'fail', expected: 'fail', reason: 'the lock is left behind', knownIssue: refer(knownIssue)},
	files: ['dump.log'],
};

test('a failure as its known issue says is used again, without its files, until that issue changes', async t => {
	const {store, reused} = await setUp(t);
	await store(knownFailure, known);
	const [again] = await reused(known);
	t.like(again, {outcome: 'fail', unexpected: false, reason: 'the lock is left behind', files: undefined});
	t.like(again?.cached, {run: '2026-11-25T15-04-05-1234'});
	const withIssue = (changes: Partial<KnownIssue>) => ({
		cells: [{...cell, knownIssues: [{...knownIssue, ...changes}]}],
	});
	t.deepEqual(await reused(withIssue({symptom: 'another'})), []);
	t.deepEqual(await reused(withIssue({reason: 'another'})), []);
	t.deepEqual(await reused(), [], 'nor without the issue');
});

test('a cell that failed as its known issue says and then passes is used no more, neither way', async t => {
	const {store, reused} = await setUp(t);
	await store(knownFailure, known);
	// A build under test may pass despite a known issue.
	await store({expected: 'fail', knownIssue: refer(knownIssue)}, known);
	t.deepEqual(await reused(known), []);
	await store(knownFailure, known);
	t.deepEqual(await reused(known), []);
});

const binaryUnderTest = async (t: ExecutionContext) => {
	const binary = join(await folderWith(t, {crun: 'before'}), 'crun');
	const runtime = {name: 'crun', path: binary, digest: 'x'} as const;
	const placed = {state: 'ready', underTest: {runtime}, replaced: {}} as const;
	return {binary, builds: [{...readyBuild('crun', 'crun'), in: {'debian-trixie': placed}}]};
};

test('results are not stored when their inputs changed while the cells ran', async t => {
	const {open, reused} = await setUp(t);
	const {binary, builds} = await binaryUnderTest(t);
	const changes = {builds};
	const {cache} = await open(changes);
	await writeFile(binary, 'after');
	await cache.store({results: makeResults({cells: [passing]}), events: []});
	t.deepEqual(await reused(changes), []);
	await writeFile(binary, 'before');
	t.deepEqual(await reused(changes), []);
	const {cache: next} = await open(changes);
	await next.store({results: makeResults({cells: [passing]}), events: []});
	t.is((await reused(changes)).length, 1);
});

test('a run succeeds whose build is removed while its cells run, and stores no results', async t => {
	const {home, open} = await setUp(t);
	const {binary, builds} = await binaryUnderTest(t);
	const {cache} = await open({builds});
	await rm(binary);
	await t.notThrowsAsync(cache.store({results: makeResults({cells: [passing]}), events: []}));
	t.false(existsSync(join(home, 'results')));
});

test('no result is stored without a home of netlock, or for an engine on another machine', async t => {
	const {home, store, open} = await setUp(t);
	await store({}, {endpoint: 'tcp://127.0.0.1:1'});
	t.false(existsSync(join(home, 'results')));
	const {plan, engine, cache} = await open();
	t.is(await cache.reuse(), plan);
	const homeless = await openCache({plan, engine}, join(home, 'gone'));
	await homeless.store({results: makeResults({cells: [passing]}), events: []});
	t.false(existsSync(join(home, 'gone')));
});
