// plan.json: what a run hands to the processes that do it.
import test from 'ava';
import {PlanIncomplete, partsOf, planFile, type RunPlan, readPlan, writePlan} from '../../harness/run/plan-file.ts';
import {folderWith} from '../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, readyImage} from '../fixtures/plan.ts';

const cell = plannedCell('one', {expected: 'fail', knownIssues: [knownIssue]});
const plan = (folder: string): RunPlan => ({
	run: 'r1',
	started: '2026-11-25T15:04:05.000Z',
	endpoint: 'unix:///engine.sock',
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

test('a cell is given its own image and build', t => {
	t.like(partsOf(plan('/r'), cell), {place: {ref: 'netlock/debian-trixie:1', underTest: {}}, build: {id: 'crun'}});
});

for (const change of [{image: 'gone'}, {image: 'unknown'}, {runtime: 'crun@1.19'}]) {
	test(`a cell cannot run without what it needs: ${JSON.stringify(change)}`, t => {
		const error = t.throws(() => partsOf(plan('/r'), {...cell, ...change}), {instanceOf: PlanIncomplete});
		t.regex(error.shortMessage, /^the plan has no (crun|build) that is ready in /);
	});
}
