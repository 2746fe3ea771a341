// Which cells would run, without a build, a pull, a measurement or a start.
import test from 'ava';
import {sampleOf} from '../../harness/builds/columns.ts';
import {parseBuilds} from '../../harness/cli/selection.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {foreseeCells} from '../../harness/run/foresee.ts';
import {engineWithImages} from '../fixtures/engine-with-images.ts';

const selection = {
	images: ['debian-trixie', 'debian-forky'],
	scenarios: ['explicit-is-honoured'],
	locks: ['nftables'],
	builds: parseBuilds(['crun'], []),
} as const;

const unknownOf = async (...given: Parameters<typeof foreseeCells>) =>
	(await foreseeCells(...given)).map(({image, runtime, unknown, settled}) => ({
		at: `${image}/${runtime}`,
		unknown,
		settled: settled?.reason,
	}));

test('without an engine every cell is listed, and whether it runs is unknown', async t => {
	t.deepEqual(await unknownOf(selection, undefined), [
		{at: 'debian-forky/crun', unknown: 'debian-forky is not built, or not measured yet', settled: undefined},
		{at: 'debian-trixie/crun', unknown: 'debian-trixie is not built, or not measured yet', settled: undefined},
	]);
});

test('for a measured image it is known, and netlock only reads from the engine', async t => {
	const engine = await engineWithImages(t, {'debian-trixie': {runtimes: {}}, 'debian-forky': {kernel: 'another'}});
	t.deepEqual(await unknownOf(selection, engine.docker), [
		{at: 'debian-forky/crun', unknown: 'debian-forky is not built, or not measured yet', settled: undefined},
		{at: 'debian-trixie/crun', unknown: undefined, settled: 'the image has no crun'},
	]);
	t.deepEqual(
		engine.calls().filter(call => !call.startsWith('GET ')),
		[],
	);
});

test('a destination without measurements leaves the cell unknown', async t => {
	const engine = await engineWithImages(t, {'debian-trixie': {}, 'debian-forky': {kernel: 'another'}});
	const restored = {...selection, scenarios: ['restore-in-debian-forky']};
	const unknown = (await unknownOf(restored, engine.docker)).find(({at}) => at === 'debian-trixie/crun');
	t.regex(unknown?.unknown ?? '', /^debian-forky, where it is to be restored: debian-forky is not built/);
});

test('a build under test is measured by the run', async t => {
	const engine = await engineWithImages(t, {'debian-trixie': {}, 'debian-forky': {}});
	const builds = parseBuilds(['crun', `crun=here@${process.execPath}`], []);
	const told = await unknownOf({...selection, images: ['debian-trixie'], builds}, engine.docker);
	t.deepEqual(told, [
		{at: 'debian-trixie/crun', unknown: undefined, settled: undefined},
		{at: 'debian-trixie/crun@here', unknown: 'crun@here is not measured yet', settled: undefined},
	]);
});

test('a libcriu under test is measured by the run, and a sample has the core and the smoke set only', async t => {
	const engine = await engineWithImages(t, {'debian-trixie': {}});
	const [named, sample] = [
		parseBuilds(['crun'], [], ['image:debian-bookworm']),
		parseBuilds(['crun'], []).flatMap(sampleOf),
	];
	const scenarios = ['explicit-is-honoured', 'cli-equals-value'];
	const cells = (builds: typeof named) =>
		foreseeCells({...selection, images: ['debian-trixie'], scenarios, builds}, engine.docker);
	t.deepEqual(
		(await cells(named)).map(({scenario, unknown}) => [scenario, unknown]),
		scenarios.toSorted().map(each => [each, 'crun+libcriu@debian-bookworm is not measured yet']),
	);
	t.deepEqual(
		(await cells(sample)).map(({scenario}) => scenario),
		['explicit-is-honoured'],
	);
});

test('a podman under test is measured by the run too', async t => {
	const engine = await engineWithImages(t, {'debian-trixie': {}});
	const builds = parseBuilds(['crun'], [], [], [`here@${process.execPath}`]);
	const [first] = await unknownOf({...selection, images: ['debian-trixie'], builds}, engine.docker);
	t.is(first?.unknown, 'crun+podman@here is not measured yet');
});

test('a selection without a cell is refused, and the error says what would have one', async t => {
	const error = await t.throwsAsync(foreseeCells({...selection, locks: ['unset']}, undefined), {
		instanceOf: UsageError,
	});
	t.is(
		error.message,
		'nothing to run: no scenario chosen takes --lock unset\nexplicit-is-honoured takes iptables, nftables, skip',
	);
});
