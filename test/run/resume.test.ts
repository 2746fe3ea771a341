// A run that was cut short: results of its finished cells, and a plan of the rest, if nothing has changed since.
import {existsSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {columns} from '../../harness/builds/columns.ts';
import {parseRuntime} from '../../harness/builds/request.ts';
import type {CellResult} from '../../harness/model/cell-result.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {openEventLog} from '../../harness/results/events.ts';
import type {RunPlan} from '../../harness/results/plan.ts';
import {readResultsAt} from '../../harness/results/read.ts';
import {changedParts, librariesOf} from '../../harness/run/parts-under-test.ts';
import {cellsToRun, eventsFile, planFile, readPlan, writePlan} from '../../harness/run/plan-file.ts';
import {prepare} from '../../harness/run/prepare.ts';
import {finishedCells, recoverResults} from '../../harness/run/recover.ts';
import {planRest} from '../../harness/run/resume.ts';
import {ownerOf} from '../../harness/support/owner.ts';
import {sha256} from '../../harness/support/sha256.ts';
import {engineWithImages} from '../fixtures/engine-with-images.ts';
import {folderWith} from '../fixtures/folder.ts';
import {plannedCell, runPlan} from '../fixtures/plan.ts';
import {makeCell} from '../fixtures/results.ts';

const finish = ({folder, run}: RunPlan, id: string, changes: Partial<CellResult> = {}) => {
	const [image = '', runtime = '', , scenario = ''] = id.split('/');
	const result = makeCell({image, runtime, lock: 'nftables', scenario}, {id, ...changes});
	return openEventLog(eventsFile(folder), run).append({type: 'cell-finished', cell: id, result});
};

const settings = {file: 'netlock.yaml', settings: ['--retry 1']};

/** A run whose netlock is dead, with the ids of its first two cells. */
const cutShort = async (t: ExecutionContext) => {
	const engine = await engineWithImages(t, {'debian-trixie': {}});
	const out = await folderWith(t, {});
	const builds = columns([parseRuntime('crun')], [{source: 'package', id: 'criu'}]);
	const selection = {
		images: ['debian-trixie'],
		scenarios: ['tcp-veth', 'unset-leaves-choice', 'explicit-is-honoured'],
		locks: ['nftables'] as const,
		builds,
	};
	const {plan: begun} = await prepare(selection, {
		engine: engine.config,
		command: 'netlock run -x',
		project: settings,
		jobs: 3,
		out,
	});
	const plan: RunPlan = {...begun, owner: ownerOf(4_194_305)};
	writePlan(plan);
	const [one = '', two = ''] = plan.cells.map(({id}) => id);
	return {...engine, plan, out, one, two};
};

test('the rest of a run is its cells without a verdict: unfinished cells, and errors', async t => {
	const {plan, out, config, one, two} = await cutShort(t);
	await finish(plan, one);
	await finish(plan, two, {outcome: 'error', unexpected: true});
	const {plan: rest} = await planRest(out, config);
	t.deepEqual(rest.done, [one]);
	t.deepEqual(
		cellsToRun(rest).map(({id}) => id),
		plan.cells.map(({id}) => id).filter(id => id !== one),
	);
	t.like(rest, {run: plan.run, command: 'netlock run -x', owner: ownerOf(process.pid), jobs: 3, project: settings});
	t.deepEqual(await readPlan(planFile(out)), rest);
});

test('partial results are removed when the run continues', async t => {
	const {plan, out, config, one} = await cutShort(t);
	await finish(plan, one);
	t.like((await recoverResults(out)).run, {interrupted: true, command: 'netlock run -x', project: settings});
	t.like((await readResultsAt(out)).cells, [{id: one}]);
	await planRest(out, config);
	t.false(existsSync(join(out, 'results.json')));
});

test('a run with all its verdicts has no rest, and the results from its events are whole', async t => {
	const {plan, out, config} = await cutShort(t);
	for (const {id} of plan.cells) await finish(plan, id);
	await t.throwsAsync(planRest(out, config), {instanceOf: UsageError, message: /has a verdict on every cell/});
	const {run, cells} = await recoverResults(out);
	t.false(run.interrupted);
	t.is(cells.length, plan.cells.length);
});

test('a run that another process works on is left alone', async t => {
	const {plan, out, config} = await cutShort(t);
	writePlan({...plan, owner: ownerOf(process.pid)});
	for (const work of [planRest(out, config), recoverResults(out)]) {
		await t.throwsAsync(work, {instanceOf: UsageError, message: /has not ended: process \d+ of /});
	}
});

const ownConfig = {ociVersion: '1.0.2', process: {args: ['a']}, root: {path: 'rootfs'}};
const changes: [string, (plan: RunPlan) => RunPlan, RegExp][] = [
	['the kernel', plan => ({...plan, kernel: '5.0'}), /changed: the kernel \(5\.0 then, 6\.18\.44 now\)/],
	[
		'an image',
		plan => ({...plan, images: plan.images.map(each => ({...each, digest: 'sha256:another'}))}),
		/changed: image debian-trixie\n/,
	],
	[
		'a scenario',
		plan => ({...plan, scenarios: plan.scenarios.map(each => ({...each, digest: 'another'}))}),
		/changed: scenarios\/.*\.ts/,
	],
	[
		'a build under test',
		plan => ({
			...plan,
			builds: plan.builds.map(each => ({
				...each,
				in: {
					'debian-trixie': {
						state: 'ready',
						underTest: {runtime: {name: 'crun', path: '/none/crun', digest: 'x'}},
						replaced: {},
					},
				},
			})),
		}),
		/changed: \/none\/crun\n/,
	],
	[
		'the library beside a CRIU under test',
		plan => ({...plan, libraries: {'/none/libcriu.so.2': 'x'}}),
		/changed: \/none\/libcriu\.so\.2\n/,
	],
	[
		'the bundle',
		plan => ({...plan, bundle: {folder: '/none', config: ownConfig, digest: 'x'}}),
		/changed: \/none\/config\.json\n/,
	],
];
for (const [what, change, message] of changes) {
	test(`a run does not continue if its results would mix: ${what} has changed`, async t => {
		const {plan, out, config} = await cutShort(t);
		writePlan(change(plan));
		await t.throwsAsync(planRest(out, config), {instanceOf: UsageError, message});
	});
}

test('a cell with several rounds needs a verdict of each, and the last ones count', async t => {
	const plan = runPlan(await folderWith(t, {}), [plannedCell('one')], {repeat: 2});
	const id = plan.cells[0]?.id ?? '';
	const event = (outcome: CellResult['outcome']) => ({
		schema: 1 as const,
		run: plan.run,
		time: '',
		type: 'cell-finished' as const,
		cell: id,
		result: makeCell({image: 'a', runtime: 'crun', lock: 'skip', scenario: 'one'}, {outcome}),
	});
	const after = (...outcomes: CellResult['outcome'][]) => finishedCells(plan, outcomes.map(event));
	t.deepEqual([after('pass'), after('pass', 'error'), after('error', 'pass', 'fail')], [[], [], [id]]);
});

test('the error names a plan.json that is no plan', async t => {
	const folder = await folderWith(t, {});
	await writeFile(planFile(folder), '{}');
	await t.throwsAsync(recoverResults(folder), {message: /plan\.json is not a plan of version 1/});
});

test('the libraries of an executable count too: CRIU’s libcriu, and those that a build brings', async t => {
	const folder = await folderWith(t, {criu: 'c', 'libcriu.so.2': 'l', crun: 'r', 'libx.so.1': 'x'});
	const at = (name: string): string => join(folder, name);
	const plan = runPlan(folder, [plannedCell('one')]);
	const underTest = {
		criu: {path: at('criu'), digest: sha256('c'), libcriu: at('libcriu.so.2')},
		runtime: {name: 'crun' as const, path: at('crun'), digest: sha256('r'), libraries: [at('libx.so.1')]},
	};
	const builds = plan.builds.map(each => ({
		...each,
		in: Object.fromEntries(['a', 'b'].map(image => [image, {state: 'ready' as const, underTest, replaced: {}}])),
	}));
	const begun = {builds, libraries: librariesOf(builds)};
	t.deepEqual(changedParts(begun), []);
	for (const name of ['libcriu.so.2', 'libx.so.1', 'criu']) await writeFile(at(name), 'another');
	t.deepEqual(changedParts(begun).sort(), ['criu', 'libcriu.so.2', 'libx.so.1'].map(at));
});
