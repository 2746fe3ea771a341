// A run from what is selected to its reports, with an engine that has an image and starts no sandbox.
import {existsSync, readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {release} from 'node:os';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {defaultPlan} from '../../harness/ava/default-plan.ts';
import {columns} from '../../harness/builds/columns.ts';
import {parseRuntime} from '../../harness/builds/request.ts';
import {label} from '../../harness/engine/labels.ts';
import {coreImages, readImages} from '../../harness/images/definition.ts';
import {locks} from '../../harness/model/axes.ts';
import {project} from '../../harness/model/checkout.ts';
import type {Results} from '../../harness/model/results.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {readIndex, record} from '../../harness/results/history/store.ts';
import {openCache} from '../../harness/run/cache/cache.ts';
import {planFile, readPlan} from '../../harness/run/plan-file.ts';
import {prepare, type Selection} from '../../harness/run/prepare.ts';
import {planMatrix, type RunOptions, runMatrix} from '../../harness/run/run.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import type {Routes} from '../fixtures/dockerd.ts';
import {engineWithImages} from '../fixtures/engine-with-images.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue} from '../fixtures/plan.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const builds = columns([parseRuntime('crun')], [{source: 'package', id: 'criu'}]);
const one: Selection = {images: ['debian-trixie'], scenarios: ['tcp-veth'], locks: ['nftables'], builds};
/** Of an image that no processor of the engine can run. */
const unavailable: Selection = {...one, images: ['centos-stream-10']};
const core = coreImages(await readImages(project.images));
const never = new AbortController().signal;

const setting = async (
	t: ExecutionContext,
	images: Record<string, object> = {'debian-trixie': {}},
	files: Record<string, string> = {},
	routes: Routes = {},
) => {
	const engine = await engineWithImages(t, images, {
		'POST /containers/create': {status: 500, json: {message: 'no space left on device'}},
		// Nothing is to be fetched or bootstrapped here, whatever else goes wrong.
		'GET /images/netlock-base:*': {json: {Id: 'sha256:base', Config: {Labels: {}}}},
		...routes,
	});
	const out = await folderWith(t, files);
	const options = {engine: engine.config, command: 'netlock run', jobs: 3, out};
	const sweeps = () =>
		engine.asked.filter(({path}) => path === '/containers/json').map(({query}) => query.filters ?? '');
	return {...engine, out, options, sweeps};
};
const running = (changes: Partial<RunOptions> = {}) => ({
	isLatest: false,
	signal: never,
	...changes,
});

test('a scenario that restores elsewhere is planned for each image that is selected, also outside of the core', async t => {
	const ids = ['debian-trixie', 'debian-experimental'];
	const {options} = await setting(t, Object.fromEntries(ids.map(id => [id, {}])));
	const {plan} = await prepare({...one, images: ids, scenarios: ['restore-in-*']}, options);
	t.deepEqual(
		plan.scenarios.map(({id}) => id),
		['restore-in-debian-experimental', 'restore-in-debian-trixie'],
	);
	t.true(plan.cells.every(({settled}) => settled === undefined));
	const named = await prepare({...one, scenarios: ['restore-in-debian-forky']}, (await setting(t)).options);
	t.is(named.plan.cells[0]?.settled?.reason, 'debian-forky, where it is to be restored, is not selected');
});

test('a plan has the cells of what is selected, and is written where AVA reads it', async t => {
	const {options, out, config} = await setting(t);
	const {plan, engine} = await prepare({...one, repeat: 2, retry: 3, strict: true}, options);
	t.like(plan, {folder: out, jobs: 3, repeat: 2, retry: 3, strict: true, owner: ownerOf(process.pid)});
	t.is(plan.endpoint, config.dockerHost);
	t.is(engine.kind, 'given');
	t.deepEqual(
		plan.cells.map(({id}) => id),
		['debian-trixie/crun/nftables/tcp-veth'],
	);
	t.like(plan.scenarios, [{id: 'tcp-veth', file: 'scenarios/tcp-veth.ts'}]);
	t.deepEqual(await readPlan(planFile(out)), plan);
});

test('a glob of a known issue that matches nothing is named before the first cell', async t => {
	const {options, out} = await setting(
		t,
		{'debian-trixie': {}},
		{
			'issues.yaml': JSON.stringify([
				{...knownIssue, match: {image: ['debian-trixy'], scenario: ['tcp-vet', 'tcp-veth', 'ours']}},
			]),
			'scenarios/ours.ts':
				"import {scenario} from 'netlock';\nscenario('ours', {locks: ['skip'], reports: {}}, () => {});\n",
		},
	);
	const told: unknown[] = [];
	const own = {knownIssues: join(out, 'issues.yaml'), scenarios: join(out, 'scenarios')};
	await prepare({...one, own}, {...options, onStep: (subject, {kind, ...step}) => told.push({subject, kind, ...step})});
	const kind = 'known issue matches nothing';
	const subject = `known issue ${knownIssue.id}`;
	t.deepEqual(
		told.filter(each => JSON.stringify(each).includes(kind)),
		[
			{subject, kind, key: 'image', glob: 'debian-trixy', near: 'debian-trixie'},
			{subject, kind, key: 'scenario', glob: 'tcp-vet', near: 'tcp-veth'},
		],
	);
});

test('containers whose netlock is gone are removed before anything is planned', async t => {
	const {options, calls} = await setting(t);
	await prepare(one, options);
	t.true(calls().includes('DELETE /containers/orphan'));
});

test('of the planned cells only those are kept that are asked for', async t => {
	const {options} = await setting(t);
	const keep: Selection['keep'] = ({lock}, {id}) => lock === 'skip' && id === 'tcp-veth';
	const {plan} = await prepare({...one, locks, keep}, options);
	t.deepEqual(
		plan.cells.map(({lock}) => lock),
		['skip'],
	);
});

test('a selection without a cell is wrong usage, and says what the scenarios take', async t => {
	const {options, out} = await setting(t);
	const selection: Selection = {...one, scenarios: ['cli-equals-value'], locks: ['skip', 'unset']};
	await t.throwsAsync(prepare(selection, options), {
		instanceOf: UsageError,
		message: /^nothing to run: no scenario chosen takes --lock skip or --lock unset\ncli-equals-value takes nftables$/,
	});
	t.false(existsSync(planFile(out)));
});

test('run by hand, every core image and scenario is planned for packaged runtimes', async t => {
	const {config} = await setting(t, Object.fromEntries(core.map(id => [id, {}])));
	const plan = await defaultPlan(config);
	t.teardown(() => rm(plan.folder, {recursive: true, force: true}));
	t.deepEqual(
		plan.builds.map(({id}) => id),
		['crun', 'runc'],
	);
	t.deepEqual(
		plan.images.map(({id, state}) => [id, state]),
		core.map(id => [id, 'ready']),
	);
	t.deepEqual([...new Set(plan.cells.map(({lock}) => lock))].toSorted(), locks.toSorted());
});

test('a run of an image that is unavailable starts nothing, and reports the gap', async t => {
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

test('cells whose sandbox does not start are errors with the engine’s words, and the run’s containers are swept', async t => {
	t.timeout(60_000);
	const {options, sweeps} = await setting(t);
	const events: string[] = [];
	const {results} = await runMatrix(one, {...options, ...running({onEvent: ({type}) => events.push(type)})});
	t.like(results.cells, [{outcome: 'error', unexpected: true}]);
	t.regex(results.cells[0]?.reason ?? '', /^a sandbox of netlock\/debian-trixie:\w+ did not start/);
	t.deepEqual(events, ['cell-started', 'cell-finished']);
	t.true(sweeps().at(-1)?.includes(`${label.run}=${results.run.id}`));
});

test('a line of the log that cannot be read is named', async t => {
	const {options} = await setting(t, undefined, {'events.jsonl': '{"schema":1,"type":"of tomorrow"}\n'});
	const refused: string[] = [];
	await runMatrix(unavailable, {...options, ...running({onRefused: line => void refused.push(line)})});
	t.is(refused.length, 1);
	t.regex(refused[0] ?? '', /^events\.jsonl:1: /);
});

test('history takes a run in at its end; one that cannot costs no run, and says why', async t => {
	const {options, out} = await setting(t, undefined, {'history/x': '', file: ''});
	const ran = await runMatrix(unavailable, {...options, ...running({history: join(out, 'history')})});
	t.is(ran.unrecorded, undefined);
	t.like(readIndex(join(out, 'history')), [{run: ran.results.run.id, cells: ran.results.cells.length, ran: 0}]);
	const untold = await runMatrix(unavailable, {...options, ...running({history: join(out, 'file/history')})});
	t.regex(untold.unrecorded ?? '', /cannot be written: ENOTDIR/);
	t.true(existsSync(join(out, 'results.json')));
});

test('what a run before did not have is new in the reports', async t => {
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

test('after an abort nothing is asked of an engine', async t => {
	const {options, calls} = await setting(t);
	const signal = AbortSignal.abort(new Error('Ctrl-C'));
	await t.throwsAsync(planMatrix(one, {...options, signal}), {message: 'Ctrl-C'});
	t.deepEqual(calls(), []);
});

test('an abort while images are made ready gives up, and sweeps what this process has made', async t => {
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

test('an abort is why a run ends, also when the engine cannot sweep any more', async t => {
	const stop = new AbortController();
	const {options, sweeps} = await setting(t, undefined, undefined, {
		'GET /containers/json': ({query}) =>
			query.filters?.includes(label.owner) ? {status: 500, json: {message: 'shutting down'}} : {json: []},
	});
	const onStep = () => stop.abort(new Error('Ctrl-C'));
	await t.throwsAsync(runMatrix(one, {...options, ...running({signal: stop.signal}), onStep}), {message: 'Ctrl-C'});
	t.true(sweeps().at(-1)?.includes(label.owner));
});

test('an abort once the plan stands ends the cells, and what there is is reported as cut short', async t => {
	const stop = new AbortController();
	const {options} = await setting(t);
	const {results} = await runMatrix(one, {
		...options,
		...running({signal: stop.signal, onPlan: () => stop.abort(new Error('Ctrl-C'))}),
	});
	t.true(results.run.interrupted);
	t.deepEqual(results.cells, []);
});

test('a cell whose result is known does not run, unless that is asked for, and only where it may be left out', async t => {
	const home = await folderWith(t, {});
	const kernel = release();
	const here = {'GET /info': {json: {KernelVersion: kernel, Architecture: 'riscv64', ServerVersion: '28.1'}}};
	const {options, config} = await setting(t, {'debian-trixie': {kernel}}, {}, here);
	const engine = {...config, home};
	const {plan, engine: connected} = await prepare(one, {...options, engine});
	const [{id} = {id: ''}] = plan.cells;
	const at = {image: 'debian-trixie', runtime: 'crun', lock: 'nftables', scenario: 'tcp-veth'} as const;
	const {keep} = await openCache({plan, engine: connected}, home);
	await keep({results: makeResults({cells: [makeCell(at, {files: undefined})]}), events: []});
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
