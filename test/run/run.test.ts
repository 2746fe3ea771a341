// A run from its selection to its reports, with an engine that has an image and starts no sandbox.
import {existsSync, readFileSync} from 'node:fs';
import {release} from 'node:os';
import {join} from 'node:path';
import test from 'ava';
import {label} from '../../harness/engine/labels.ts';
import type {Results} from '../../harness/model/results.ts';
import {readIndex, record} from '../../harness/results/history/store.ts';
import {openCache} from '../../harness/run/cache/cache.ts';
import {prepare, type Selection} from '../../harness/run/prepare.ts';
import {planMatrix, type RunOptions, runMatrix} from '../../harness/run/run.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';
import {one, setting} from '../fixtures/run-setting.ts';

/** An image that no processor of the engine can run. */
const unavailable: Selection = {...one, images: ['centos-stream-10']};
const never = new AbortController().signal;

const running = (changes: Partial<RunOptions> = {}) => ({
	isLatest: false,
	signal: never,
	...changes,
});

test('a run of an unavailable image starts nothing, and reports the gap', async t => {
	const {options, out} = await setting(t);
	const order: string[] = [];
	const {results, folder, reports} = await runMatrix(unavailable, {
		...options,
		...running({onPlan: () => order.push('plan'), onEnd: () => order.push('end'), formats: ['markdown']}),
	});
	t.is(folder, out);
	t.deepEqual(order, ['plan', 'end']);
	t.like(results.cells, [{image: 'centos-stream-10', outcome: 'miss', unexpected: false}]);
	t.like(results.run, {interrupted: false, command: 'netlock run', jobs: 3});
	t.is(results.host.engine, '28.1 (given)');
	t.deepEqual(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')), JSON.parse(JSON.stringify(results)));
	t.is(reports.length, 1);
	t.true(reports.every(file => existsSync(file)));
	t.false(existsSync(join(out, 'ava.log')));
});

test('cells whose sandbox does not start are errors with the engine’s message, and the run’s containers are swept', async t => {
	t.timeout(60_000);
	const {options, sweeps} = await setting(t);
	const events: string[] = [];
	const {results} = await runMatrix(one, {...options, ...running({onEvent: ({type}) => events.push(type)})});
	t.like(results.cells, [{outcome: 'error', unexpected: true}]);
	t.regex(
		results.cells[0]?.reason ?? '',
		/^a sandbox of netlock\/debian-trixie:\w+ did not start: .*no space left on device/,
	);
	t.deepEqual(events, ['cell-started', 'cell-finished']);
	t.true(sweeps().at(-1)?.includes(`${label.run}=${results.run.id}`));
});

test('the run names a line of the log that cannot be read', async t => {
	const {options} = await setting(t, undefined, {'events.jsonl': '{"schema":1,"type":"of tomorrow"}\n'});
	const refused: string[] = [];
	await runMatrix(unavailable, {...options, ...running({onRefused: line => void refused.push(line)})});
	t.is(refused.length, 1);
	t.regex(refused[0] ?? '', /^events\.jsonl:1: /);
});

test('history stores a run at its end; if that fails, the run succeeds and says why', async t => {
	const {options, out} = await setting(t, undefined, {'history/x': '', file: ''});
	const ran = await runMatrix(unavailable, {...options, ...running({history: join(out, 'history')})});
	t.is(ran.unrecorded, undefined);
	t.like(readIndex(join(out, 'history')), [{run: ran.results.run.id, cells: ran.results.cells.length, ran: 0}]);
	const withoutHistory = await runMatrix(unavailable, {...options, ...running({history: join(out, 'file/history')})});
	t.regex(withoutHistory.unrecorded ?? '', /cannot be written: ENOTDIR/);
	t.true(existsSync(join(out, 'results.json')));
});

test('a cause that an earlier run did not have is new in the reports', async t => {
	t.timeout(60_000);
	const {options, out} = await setting(t);
	const history = join(out, 'history');
	const {results: before} = await runMatrix(one, {...options, ...running()});
	const passed = before.cells.map(({reason: _, layer: __, ...cell}) => ({...cell, outcome: 'pass', unexpected: false}));
	const earlier = {...before.run, id: 'before', started: '2026-01-01T00:00:00Z'};
	record(history, {...before, run: earlier, cells: passed, causes: []} as Results);
	const {folder, results} = await runMatrix(one, {...options, ...running({history})});
	t.like(results.causes?.[0]?.since, {state: 'new', lastGood: 'before', firstBad: results.run.id});
	t.regex(readFileSync(join(folder, 'matrix.md'), 'utf8'), /new: good until before/);
});

test('after an abort netlock sends no request to an engine', async t => {
	const {options, calls} = await setting(t);
	const signal = AbortSignal.abort(new Error('Ctrl-C'));
	await t.throwsAsync(planMatrix(one, {...options, signal}), {message: 'Ctrl-C'});
	t.deepEqual(calls(), []);
});

test('an abort while images are prepared ends the run, and sweeps what this process made', async t => {
	const stop = new AbortController();
	const {options, out, sweeps} = await setting(t);
	const onStep = () => stop.abort(new Error('Ctrl-C'));
	await t.throwsAsync(runMatrix(one, {...options, ...running({signal: stop.signal}), onStep}), {message: 'Ctrl-C'});
	t.true(
		sweeps()
			.at(-1)
			?.includes(`${label.owner}=${ownerOf(process.pid)}`),
	);
	t.false(existsSync(join(out, 'results.json')));
});

test('an abort is the reason of a run’s end, also when the engine cannot sweep any more', async t => {
	const stop = new AbortController();
	const {options, sweeps} = await setting(t, undefined, undefined, {
		'GET /containers/json': ({query}) =>
			query.filters?.includes(label.owner) ? {status: 500, json: {message: 'shutting down'}} : {json: []},
	});
	const onStep = () => stop.abort(new Error('Ctrl-C'));
	await t.throwsAsync(runMatrix(one, {...options, ...running({signal: stop.signal}), onStep}), {message: 'Ctrl-C'});
	t.true(sweeps().at(-1)?.includes(label.owner));
});

test('an abort after planning ends the cells, and the report says that the run was cut short', async t => {
	const stop = new AbortController();
	const {options} = await setting(t);
	const {results} = await runMatrix(one, {
		...options,
		...running({signal: stop.signal, onPlan: () => stop.abort(new Error('Ctrl-C'))}),
	});
	t.true(results.run.interrupted);
	t.deepEqual(results.cells, []);
});

test('a cell with a cached result does not run, unless an option asks for it, and only where results may be reused', async t => {
	const home = await folderWith(t, {});
	const kernel = release();
	const here = {'GET /info': {json: {KernelVersion: kernel, Architecture: 'riscv64', ServerVersion: '28.1'}}};
	const {options, config} = await setting(t, {'debian-trixie': {kernel}}, {}, here);
	const engine = {...config, home};
	const {plan, engine: connected} = await prepare(one, {...options, engine});
	const [{id} = {id: ''}] = plan.cells;
	const at = {image: 'debian-trixie', runtime: 'crun', lock: 'nftables', scenario: 'tcp-veth'} as const;
	const {store} = await openCache({plan, engine: connected}, home);
	await store({results: makeResults({cells: [makeCell(at, {files: undefined})]}), events: []});
	const ran = async (cells?: RunOptions['cells']) => {
		const out = await folderWith(t, {});
		const {results} = await runMatrix(one, {...options, out, engine, ...running(cells && {cells})});
		return results.cells.map(cell => [cell.id, cell.outcome, cell.cached !== undefined]);
	};
	t.deepEqual(await ran('unless known'), [[id, 'pass', true]]);
	t.deepEqual(await ran(), [[id, 'error', false]]);
	t.deepEqual(await ran('fresh'), [[id, 'error', false]]);
	t.deepEqual(await ran('unless known'), [[id, 'error', false]], 'its last measurement was an error');
});
