// plan.json: the plan that a run hands to its processes.
import test from 'ava';
import type {RunPlan} from '../../harness/results/plan.ts';
import {PlanIncomplete, PlanUnreadable, partsOf, planFile, readPlan, writePlan} from '../../harness/run/plan-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, readyImage} from '../fixtures/plan.ts';

const cell = plannedCell('one', {expected: 'fail', knownIssues: [knownIssue]});
const plan = (folder: string): RunPlan => ({
	schema: 1,
	run: 'r1',
	started: '2026-11-25T15:04:05.000Z',
	command: 'netlock run',
	endpoint: 'unix:///engine.sock',
	engine: 'Docker 20.10.24',
	kernel: '6.18.44',
	folder,
	jobs: 2,
	repeat: 1,
	owner: 'host:1',
	images: [readyImage(), {id: 'gone', title: 'Gone', state: 'miss', reason: 'no registry answers'}],
	builds: [readyBuild('crun', 'crun')],
	scenarios: [],
	cells: [cell],
});

test('a plan is read as it was written', async t => {
	const written = plan(await folderWith(t, {}));
	writePlan(written);
	t.deepEqual(await readPlan(planFile(written.folder)), written);
});

test('a cell gets its own image and build', t => {
	t.like(partsOf(plan('/r'), cell), {place: {ref: 'netlock/debian-trixie:1', underTest: {}}, build: {id: 'crun'}});
});

for (const change of [{image: 'gone'}, {image: 'unknown'}, {runtime: 'crun@1.19'}]) {
	test(`a cell cannot run without its parts: ${JSON.stringify(change)}`, t => {
		const error = t.throws(() => partsOf(plan('/r'), {...cell, ...change}), {instanceOf: PlanIncomplete});
		t.regex(error.shortMessage, /^the plan has no (crun|build) that is ready in /);
	});
}

for (const [what, content, says] of [
	['another version', '{"schema": 2}', /expected 1/],
	[
		'a cell without an expectation',
		JSON.stringify({...plan('/r'), cells: [{...cell, expected: undefined}]}),
		/cells\[0\]\.expected/,
	],
	['half of a file', '{"schema": 1, "run": ', /JSON/],
] as const) {
	test(`refused, with the file's name: ${what}`, async t => {
		const file = planFile(await folderWith(t, {'plan.json': content}));
		const error = await t.throwsAsync(readPlan(file), {instanceOf: PlanUnreadable});
		t.is(error?.shortMessage, `${file} is not a plan of version 1`);
		t.regex(error?.message ?? '', says);
	});
}

test('the error names a missing plan', async t => {
	const error = await t.throwsAsync(readPlan(planFile(await folderWith(t, {}))), {instanceOf: PlanUnreadable});
	t.regex(error?.message ?? '', /ENOENT/);
});

test('a plan that does not match its schema is not written', async t => {
	const folder = await folderWith(t, {});
	const broken = {...plan(folder), jobs: 'many'} as unknown as RunPlan;
	t.throws(() => writePlan(broken), {name: 'ZodError'});
	await t.throwsAsync(readPlan(planFile(folder)), {instanceOf: PlanUnreadable});
});
