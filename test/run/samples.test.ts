// The samples of a run, and their cells.
import test from 'ava';
import {columns, sampleOf} from '../../harness/builds/columns.ts';
import {parseCriu, parseRuntime} from '../../harness/builds/request.ts';
import type {PlannedImage} from '../../harness/model/planned.ts';
import {isInSample, withoutIdleSamples} from '../../harness/run/samples.ts';
import {readyImage, scenarioOf} from '../fixtures/plan.ts';

const named = columns([parseRuntime('crun')], [parseCriu('package')]);
const builds = [...named, ...named.flatMap(sampleOf)];
const [core, smoke, other] = [
	scenarioOf('core', {core: true}),
	scenarioOf('smoke', {smoke: true}),
	scenarioOf('other'),
];
const missing: PlannedImage = {id: 'debian-bookworm', title: '', state: 'miss', reason: 'no mirror', help: ''};

const idsIn = async (scenarios: Parameters<typeof withoutIdleSamples>[1], image: PlannedImage) =>
	(await withoutIdleSamples(builds, scenarios, async () => image)).map(({id}) => id);

test('a sample needs a scenario of the core or the smoke set, and its image', async t => {
	const both = ['crun', 'crun+libcriu@debian-bookworm'];
	t.deepEqual(await idsIn([core, other], readyImage('debian-bookworm')), both);
	t.deepEqual(await idsIn([smoke], readyImage('debian-bookworm')), both);
	t.deepEqual(await idsIn([other], readyImage('debian-bookworm')), ['crun']);
	t.deepEqual(await idsIn([core], missing), ['crun']);
});

test('no image is needed for a sample without cells', async t => {
	await t.notThrowsAsync(withoutIdleSamples(builds, [other], () => t.fail() as never));
});

test('a sample runs the core and the smoke set, a column by name runs every cell', t => {
	const isWanted = isInSample(builds, [core, smoke, other]);
	const cellsOf = (runtime: string) =>
		['core', 'smoke', 'other'].filter(scenario =>
			isWanted({
				id: scenario,
				image: 'debian-forky',
				runtime,
				lock: 'unset',
				scenario,
				expected: 'pass',
				knownIssues: [],
			}),
		);
	t.deepEqual(cellsOf('crun'), ['core', 'smoke', 'other']);
	t.deepEqual(cellsOf('crun+libcriu@debian-bookworm'), ['core', 'smoke']);
});
