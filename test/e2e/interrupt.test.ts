// Ctrl-C in the middle of a run ends it cleanly.
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import test from 'ava';
import {dir} from 'tmp-promise';
import {label} from '../../harness/engine/labels.ts';
import {readEvents} from '../../harness/results/events.ts';
import {readPlan} from '../../harness/run/plan-file.ts';
import {eventually, processesOf} from '../fixtures/processes.ts';
import {netlockContainers} from './engine.ts';
import {firstCellEnded, readResults, startNetlock} from './netlock.ts';

test('an interrupted run keeps finished cells, leaves no container, and exits with 130', async t => {
	t.timeout(300_000);
	const {path: folder} = await dir({unsafeCleanup: true});
	const run = startNetlock(['run', '--image', 'debian-forky', '--core', '--jobs', '2', '--out', folder]);
	const log = join(folder, 'events.jsonl');
	const finished = () => (existsSync(log) ? readFileSync(log, 'utf8').split('"cell-finished"').length - 1 : 0);
	for (let waited = 0; finished() < 2 && waited < 120_000; waited += 100) await sleep(100);
	t.true(finished() >= 2, run.stderr());
	process.kill(run.pid, 'SIGINT');
	const {exit, stderr} = await run.ended;
	t.is(exit, 130, stderr);
	const {run: about, cells} = readResults(folder);
	t.true(about.interrupted);
	const ran = cells.filter(({evidence}) => evidence !== undefined);
	t.true(ran.length >= 2 && ran.length < 32, `${ran.length} cells`);
	t.true(existsSync(join(folder, 'index.html')));
	t.deepEqual(await netlockContainers(label.run, about.id), []);
});

test('the cells and sandboxes of a killed netlock end with it', async t => {
	t.timeout(300_000);
	const {path: folder} = await dir({unsafeCleanup: true});
	const run = startNetlock(['run', '--image', 'debian-forky', '--core', '--jobs', '2', '--out', folder]);
	const log = join(folder, 'events.jsonl');
	await firstCellEnded(run, folder);
	process.kill(run.pid, 'SIGKILL');
	await run.ended;
	await eventually(() => processesOf(folder).length === 0 || undefined);
	const {run: id} = await readPlan(join(folder, 'plan.json'));
	t.deepEqual(await netlockContainers(label.run, id), []);
	const {events} = readEvents(log, id);
	t.true(events.filter(({type}) => type === 'cell-finished').length < 32);
	// An interrupted cell has no result.
	t.true(events.every(event => event.type === 'cell-started' || !event.result.unexpected));
});
