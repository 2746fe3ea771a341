// Results of a run from its plan and its events, whole or cut short.
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import type {CellResult} from '../../harness/model/cell-result.ts';
import type {PlannedCell} from '../../harness/model/planned.ts';
import {results as schema} from '../../harness/model/results.ts';
import {openEventLog, readEvents} from '../../harness/results/events.ts';
import type {RunPlan} from '../../harness/results/plan.ts';
import {collectResults as collect, type Finished} from '../../harness/run/finish.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, readyImage} from '../fixtures/plan.ts';
import {makeCell} from '../fixtures/results.ts';

const plan = async (t: ExecutionContext, cells: PlannedCell[]): Promise<RunPlan> => ({
	schema: 1,
	run: '2026-11-25T15-04-05-1234',
	started: '2026-11-25T15:04:05.000Z',
	command: 'netlock run',
	endpoint: 'unix:///engine.sock',
	engine: 'Docker 20.10.24',
	kernel: '6.18.44',
	folder: await folderWith(t, {}),
	jobs: 2,
	repeat: 1,
	owner: 'host:1234',
	images: [readyImage(), {id: 'gone', title: 'Gone', state: 'miss', reason: 'no registry answers'}],
	builds: [readyBuild('crun', 'crun')],
	scenarios: [{id: 'one', title: 'One', file: 'scenarios/one.ts', reports: []}],
	cells,
});

const log = ({folder, run}: RunPlan) => openEventLog(join(folder, 'events.jsonl'), run);
const collectResults = (run: RunPlan, how: Finished) =>
	collect(run, readEvents(join(run.folder, 'events.jsonl'), run.run), how);

const finish = (run: RunPlan, cell: PlannedCell, changes: Partial<CellResult> = {}): Promise<void> => {
	const {id, image, runtime, lock, scenario} = cell;
	const result = makeCell({image, runtime, lock, scenario}, {id, ...changes});
	return log(run).append({type: 'cell-finished', cell: id, result});
};

const ended: Finished = {interrupted: false};
const outcomes = ({cells}: {cells: CellResult[]}) => cells.map(({scenario, outcome}) => [scenario, outcome]);

test('cells are in the order of the plan, whichever finished first', async t => {
	const [one, two] = [plannedCell('one'), plannedCell('two')];
	const run = await plan(t, [one, two]);
	await finish(run, two);
	await finish(run, one, {outcome: 'fail', unexpected: true});
	t.deepEqual(outcomes(collectResults(run, ended)), [
		['one', 'fail'],
		['two', 'pass'],
	]);
});

test('every cell without a result names the error that ended the run, and the machine is to blame', async t => {
	const [one, two] = [plannedCell('one'), plannedCell('two')];
	const run = await plan(t, [one, two]);
	await finish(run, one);
	const lost = 'the engine at unix:///engine.sock is gone: connect ENOENT';
	const {cells, causes = []} = collectResults(run, {interrupted: false, lost});
	t.like(cells, [{outcome: 'pass'}, {outcome: 'error', unexpected: true, reason: lost}]);
	t.like(causes, [{party: 'machine'}]);
});

test('for a cell that ran again the last result counts', async t => {
	const run = await plan(t, [plannedCell('one')]);
	await finish(run, plannedCell('one'), {outcome: 'fail', unexpected: true});
	await finish(run, plannedCell('one'), {attempts: 2});
	const {cells} = collectResults(run, ended);
	t.like(cells, [{outcome: 'pass', attempts: 2}]);
	t.is(cells.length, 1);
});

test('a cell without an event, in a run that ended, is an unexpected error', async t => {
	const run = await plan(t, [plannedCell('one', {expected: 'fail'})]);
	await log(run).append({type: 'cell-started', cell: run.cells[0]!.id});
	const [cell] = collectResults(run, ended).cells;
	t.like(cell, {outcome: 'error', expected: 'fail', unexpected: true, attempts: 0});
	t.regex(cell?.reason ?? '', /See ava\.log$/);
});

test('a cell whose result cannot be read is an unexpected error that says where and why', async t => {
	const run = await plan(t, [plannedCell('one'), plannedCell('two')]);
	await finish(run, plannedCell('two'));
	await finish(run, plannedCell('one'), {layer: 'of tomorrow' as 'kernel'});
	for (const interrupted of [false, true]) {
		const [cell] = collectResults(run, {...ended, interrupted}).cells;
		t.like(cell, {outcome: 'error', unexpected: true});
		t.regex(cell?.reason ?? '', /cannot be read: events\.jsonl:2: result\.layer: /);
	}
});

test('an interrupted run has its finished cells, and no others', async t => {
	const run = await plan(t, [plannedCell('one'), plannedCell('two'), plannedCell('three')]);
	await finish(run, plannedCell('two'));
	const results = collectResults(run, {...ended, interrupted: true});
	t.deepEqual(outcomes(results), [['two', 'pass']]);
	t.true(results.run.interrupted);
});

for (const outcome of ['miss', 'skip'] as const) {
	test(`a cell that was ${outcome} before the run is ${outcome} afterwards, with its reason`, async t => {
		const settled = {outcome, reason: 'for a reason'};
		const run = await plan(t, [plannedCell('one', {settled, expected: outcome})]);
		t.like(collectResults(run, ended).cells[0], {
			outcome,
			expected: outcome,
			unexpected: false,
			reason: 'for a reason',
			attempts: 0,
		});
	});
}

test('a cell that fails before it runs is a failure on its layer, unless a known issue covers it', async t => {
	const settled = {outcome: 'fail', layer: 'exit', reason: 'CRIU 4.0 cannot dump anything'} as const;
	const issue = {...knownIssue, symptom: 'cannot dump anything'};
	const run = await plan(t, [plannedCell('one', {settled}), plannedCell('two', {settled, knownIssues: [issue]})]);
	const [one, two] = collectResults(run, ended).cells;
	t.like(one, {
		outcome: 'fail',
		layer: 'exit',
		expected: 'pass',
		unexpected: true,
		reason: settled.reason,
		attempts: 0,
	});
	t.like(two, {unexpected: false, knownIssue: {id: issue.id}});
});

test('results match the schema, and have every cell of the plan', async t => {
	const run = await plan(t, [plannedCell('one'), plannedCell('two')]);
	await finish(run, plannedCell('one'));
	const results = collectResults(run, ended);
	t.deepEqual(schema.parse(results), results);
	t.like(results.run, {id: run.run, started: run.started, command: 'netlock run', jobs: 2, interrupted: false});
	t.true(results.run.finished > run.started);
	t.is(results.host.engine, 'Docker 20.10.24');
	t.like(results.images, [
		{id: 'debian-trixie', state: 'ready', digest: 'sha256:1', base: 'bootstrap/trixie', facts: {kernel: '6.18.44'}},
		{id: 'gone', state: 'miss', reason: 'no registry answers'},
	]);
	t.false('ref' in results.images[0]!);
	t.deepEqual(
		results.builds,
		run.builds.map(({result}) => result),
	);
	t.is(results.scenarios, run.scenarios);
});
