// A cell's key: it changes with each thing that the result depends on, and with nothing else.
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import test from 'ava';
import type {PlannedCell} from '../../../harness/model/planned.ts';
import type {ReadyBuild} from '../../../harness/model/ready-build.ts';
import type {RunPlan} from '../../../harness/results/plan.ts';
import {keysOf} from '../../../harness/run/cache/key.ts';
import type {Surroundings} from '../../../harness/run/cache/surroundings.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {knownIssue, plannedCell, readyBuild, readyImage, runPlan} from '../../fixtures/plan.ts';

const surroundings: Surroundings = {
	harness: 'h',
	packages: 'p',
	node: 'v24.0.0',
	limits: 'l',
	kernel: '6.18.44 #1',
	modules: ['nf_tables'],
	cgroups: 'v2',
	engine: '28.1 (found) []',
};
const scenarios = new Map<string, string | undefined>([['scenarios/tcp-veth.ts', 's']]);
const destination = 'debian-forky';

/** A cell that is dumped in debian-trixie and restored in debian-forky, with parts under test in `folder`. */
const planWith = (folder: string, changes: Partial<RunPlan> = {}, cell: Partial<PlannedCell> = {}): RunPlan => {
	const path = (name: string): string => join(folder, name);
	const libraries = [path('libyajl.so.2')];
	const build: ReadyBuild = {
		...readyBuild('crun@mine', 'crun'),
		in: {
			'debian-trixie': {
				state: 'ready',
				underTest: {
					runtime: {name: 'crun', path: path('crun'), digest: 'x', libraries},
					criu: {path: path('criu'), libcriu: path('libcriu.so.2'), digest: 'x'},
				},
				replaced: {},
			},
		},
	};
	const plan = runPlan(folder, [plannedCell('tcp-veth', {runtime: build.id, ...cell})], {
		images: [readyImage(), readyImage(destination)],
		builds: [build],
	});
	return {...plan, scenarios: plan.scenarios.map(each => ({...each, destination})), ...changes};
};

const files = {crun: 'crun', criu: 'criu', 'libcriu.so.2': 'libcriu', 'libyajl.so.2': 'yajl'};
const keyOf = (...given: Parameters<typeof keysOf>): string | undefined => [...keysOf(...given).values()][0];

const withImage = (id: string, digest: string): Partial<RunPlan> => ({
	images: [readyImage(), readyImage(destination)].map(image =>
		image.state === 'ready' && image.id === id ? {...image, digest} : image,
	),
});

const inPlan: Record<string, [Partial<RunPlan>, Partial<PlannedCell>?]> = {
	'the image': [withImage('debian-trixie', 'sha256:2')],
	'the image that it is restored in': [withImage(destination, 'sha256:2')],
	'the lock': [{}, {lock: 'skip'}],
	'its id': [{}, {id: 'another'}],
	'a known issue that covers it': [{}, {knownIssues: [knownIssue]}],
	'what a later netlock may add to a plan': [{another: 'thing'} as Partial<RunPlan>],
	'the runtime': [{builds: [{...planWith('/none').builds[0]!, runtime: 'runc', in: {}}]}],
};
for (const [what, [changes, cell]] of Object.entries(inPlan)) {
	test(`another key: ${what}`, async t => {
		const folder = await folderWith(t, files);
		const before = keyOf(planWith(folder), surroundings, scenarios);
		t.truthy(before);
		const after = keyOf(planWith(folder, changes, cell), surroundings, scenarios);
		t.truthy(after);
		t.not(after, before);
	});
}

for (const name of Object.keys(files)) {
	test(`another key: the content of ${name}`, async t => {
		const folder = await folderWith(t, files);
		const before = keyOf(planWith(folder), surroundings, scenarios);
		t.truthy(before);
		await writeFile(join(folder, name), 'another');
		t.not(keyOf(planWith(folder), surroundings, scenarios), before);
	});
}

const around: {[Name in keyof Surroundings]: Surroundings[Name]} = {
	harness: 'another',
	packages: 'another',
	node: 'v26.0.0',
	limits: 'another',
	kernel: '6.19.0 #1',
	modules: ['nf_tables', 'ip_tables'],
	cgroups: 'hybrid',
	engine: '29.0 (found) []',
};
for (const [name, value] of Object.entries(around)) {
	test(`another key: ${name} of the machine`, async t => {
		const plan = planWith(await folderWith(t, files));
		t.not(keyOf(plan, {...surroundings, [name]: value}, scenarios), keyOf(plan, surroundings, scenarios));
	});
}

test('another key: the scenario, or a file that it imports', async t => {
	const plan = planWith(await folderWith(t, files));
	const other = new Map([['scenarios/tcp-veth.ts', 'another']]);
	t.not(keyOf(plan, surroundings, other), keyOf(plan, surroundings, scenarios));
});

test('the same key: the run, its time, its folder, and the path of a build', async t => {
	const [one, other] = [await folderWith(t, files), await folderWith(t, files)];
	const later = planWith(other, {
		run: 'later',
		started: '2027-01-01T00:00:00.000Z',
		command: 'x',
		jobs: 7,
		repeat: 3,
		retry: 1,
		strict: true,
	});
	t.is(keyOf(later, surroundings, scenarios), keyOf(planWith(one), surroundings, scenarios));
});

const without: Record<string, Parameters<typeof planWith>[2]> = {
	'that does not run': {settled: {outcome: 'skip', reason: 'none'}, expected: 'skip'},
	'of an image that the plan lacks': {image: 'debian-sid'},
};
for (const [what, cell] of Object.entries(without)) {
	test(`no key: a cell ${what}`, async t => {
		t.is(keysOf(planWith(await folderWith(t, files), {}, cell), surroundings, scenarios).size, 0);
	});
}

test('no key: a scenario that may read files which its text does not name', async t => {
	const plan = planWith(await folderWith(t, files));
	t.is(keysOf(plan, surroundings, new Map([['scenarios/tcp-veth.ts', undefined]])).size, 0);
});

test('no key: a bundle of the user, whose files netlock does not watch', async t => {
	const plan = planWith(await folderWith(t, files), {
		bundle: {folder: '/bundle', digest: 'd'} as NonNullable<RunPlan['bundle']>,
	});
	t.is(keysOf(plan, surroundings, scenarios).size, 0);
});
