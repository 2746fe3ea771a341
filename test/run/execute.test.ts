// A run's AVA process as netlock sees it: a stand-in sends events through the pipe, ends, dies, or falls silent.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import test, {type ExecutionContext} from 'ava';
import {EngineError, EngineGone} from '../../harness/engine/errors.ts';
import {type Event, readEvents} from '../../harness/results/events.ts';
import type {RunPlan} from '../../harness/results/plan.ts';
import {type ExecuteOptions, execute, filesToRun, RunStuck} from '../../harness/run/execute.ts';
import {writePlan} from '../../harness/run/plan-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell, runPlan} from '../fixtures/plan.ts';
import {eventually, survivors} from '../fixtures/processes.ts';

const standIn = fileURLToPath(new URL('../fixtures/stand-ins/ava.ts', import.meta.url));

const planned = async (t: ExecutionContext): Promise<RunPlan> => {
	const folder = await folderWith(t, {});
	const plan = runPlan(folder, [plannedCell('one'), plannedCell('two')]);
	await writePlan(plan);
	return plan;
};

const run = async (plan: RunPlan, part: string, options: Partial<ExecuteOptions> = {}): Promise<string[]> => {
	const seen: string[] = [];
	await execute(plan, {
		signal: new AbortController().signal,
		command: [process.execPath, '--disable-warning=ExperimentalWarning', standIn, part],
		...options,
		onEvent: event => {
			seen.push(`${event.type} ${event.cell.split('/').at(-1)}`);
			options.onEvent?.(event);
		},
	});
	return seen;
};

const pids = ({folder}: RunPlan): number[] => readFileSync(join(folder, 'pids'), 'utf8').split(' ').map(Number);

test('every event arrives once, in order, and is in the log too', async t => {
	const plan = await planned(t);
	t.deepEqual(await run(plan, 'whole'), [
		'cell-started one',
		'cell-finished one',
		'cell-started two',
		'cell-finished two',
	]);
	t.is(readEvents(join(plan.folder, 'events.jsonl'), plan.run).events.length, 4);
});

test('a run without a cell to run starts no process', async t => {
	const plan = await planned(t);
	const settled = plan.cells.map(cell => ({...cell, settled: {outcome: 'skip' as const, reason: 'for a reason'}}));
	t.deepEqual(await run({...plan, cells: settled}, 'whole'), []);
	t.false(existsSync(join(plan.folder, 'ava.log')));
});

test('an AVA that dies at once gives a run without events', async t => {
	t.deepEqual(await run(await planned(t), 'dies at once'), []);
});

test('an AVA that cannot be started is an error, and the run does not wait', async t => {
	const error = await t.throwsAsync(run(await planned(t), '', {command: ['/no/such/program']}), {
		instanceOf: EngineError,
	});
	t.regex(error?.message ?? '', /^\/no\/such\/program cannot be started\n.*ENOENT/);
});

test('a line that is cut short, and one that no schema knows, lose no other event', async t => {
	t.deepEqual(await run(await planned(t), 'torn'), ['cell-finished one']);
	t.deepEqual(await run(await planned(t), 'refused'), ['cell-finished two']);
});

for (const part of ['ends with its parent', 'deaf to the pipe’s end']) {
	test(`an interrupted run ends all of AVA’s group: ${part}`, async t => {
		const plan = await planned(t);
		const controller = new AbortController();
		const seen = await run(plan, part, {signal: controller.signal, onEvent: () => controller.abort()});
		t.deepEqual(seen, ['cell-started one']);
		t.deepEqual(await survivors(pids(plan)), []);
	});
}

test('a run that is interrupted before its start starts no process', async t => {
	const plan = await planned(t);
	t.deepEqual(await run(plan, 'whole', {signal: AbortSignal.abort()}), []);
	t.false(existsSync(join(plan.folder, 'ava.log')));
});

for (const part of ['deaf to the pipe’s end', 'deaf to SIGTERM']) {
	test(`silence ends the run, and names the cells that wait: ${part}`, async t => {
		const plan = await planned(t);
		// Longer than the stand-in takes to start. Its first event restarts the wait.
		const error = await t.throwsAsync(run(plan, part, {limitMs: 5000}), {instanceOf: RunStuck});
		t.regex(error?.message ?? '', /\nWaiting: debian-trixie\/crun\/unset\/one\n/);
		t.deepEqual(await survivors(pids(plan)), []);
	});
}

test('an engine that dies ends the run at once, and is its reason', async t => {
	const plan = await planned(t);
	const gone = new AbortController();
	const reason = new EngineGone('unix:///engine.sock', new Error('connect ECONNREFUSED'));
	const lost = run(plan, 'deaf to SIGTERM', {lost: gone.signal, onEvent: () => gone.abort(reason)});
	t.is(await t.throwsAsync(lost, {instanceOf: EngineGone}), reason);
	t.deepEqual(await survivors(pids(plan)), []);
});

test('cells with a result do not run again', async t => {
	const plan = await planned(t);
	t.deepEqual(await run({...plan, done: plan.cells.map(({id}) => id)}, 'whole'), []);
});

test('a time in which netlock itself was stopped does not count as silence', async t => {
	let isFirst = true;
	const onEvent = (): void => {
		if (isFirst) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000);
		isFirst = false;
	};
	t.deepEqual(await run(await planned(t), 'goes on', {limitMs: 5000, onEvent}), [
		'cell-started one',
		'cell-started two',
	]);
});

test('an error in showing an event ends AVA, and is the error of the run', async t => {
	const plan = await planned(t);
	const fail = (_: Event): void => {
		throw new RangeError('no columns');
	};
	await t.throwsAsync(run(plan, 'ends with its parent', {onEvent: fail}), {
		instanceOf: RangeError,
		message: 'no columns',
	});
	t.deepEqual(await survivors(pids(plan)), []);
});

test('processes that AVA leaves behind are ended', async t => {
	const plan = await planned(t);
	t.deepEqual(await run(plan, 'leaves a process behind'), ['cell-finished one']);
	t.deepEqual(await survivors(await eventually(() => pids(plan))), []);
});

test('files start in the order of their longest cells; a file without a cell to run is left out', t => {
	const cells = [
		plannedCell('short', {took: 300}),
		plannedCell('unknown'),
		plannedCell('long', {took: 800}),
		plannedCell('long', {took: 9000, lock: 'skip'}),
		plannedCell('settled', {took: 99_000, settled: {outcome: 'skip', reason: 'no runc'}}),
	];
	t.deepEqual(filesToRun(runPlan('/run', cells)), ['scenarios/long.ts', 'scenarios/short.ts', 'scenarios/unknown.ts']);
});
