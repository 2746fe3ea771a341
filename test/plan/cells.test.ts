// Axes → cells: what is planned, what is settled before it runs, and why.
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {locks} from '../../harness/model/axes.ts';
import type {Subject} from '../../harness/model/declaration.ts';
import type {RuntimeFacts} from '../../harness/model/facts.ts';
import type {PlannedCell} from '../../harness/model/planned.ts';
import {planCells} from '../../harness/plan/cells.ts';
import {isNoUpdate, lacksOption, podmanIsMissing, toolIsMissing} from '../../harness/plan/gates.ts';
import {ScenarioFileInvalid} from '../../harness/plan/scenario-file-invalid.ts';
import {runtimes} from '../../harness/runtimes/runtime.ts';
import {facts, knownIssue, readyBuild, readyImage, scenarioOf} from '../fixtures/plan.ts';

const crun = readyBuild('crun', 'crun');
const runc = readyBuild('runc', 'runc');
const measured = {version: '1.19.1', digest: 'd', checkpoints: true, networkLockFlag: true};
const binaryIn = (...images: string[]) =>
	readyBuild('crun@1.19.1', 'crun', Object.fromEntries(images.map(image => [image, {runtime: measured}])));
const binary = binaryIn('bare', 'bookworm', 'there');

type Axes = Parameters<typeof planCells>[0];
const plan = (changes: Partial<Axes> = {}): PlannedCell[] =>
	planCells({
		images: [readyImage()],
		builds: [crun],
		runtimes,
		locks: ['unset'],
		scenarios: [scenarioOf('counts')],
		knownIssues: [],
		today: '2026-11-25',
		...changes,
	});
const only = (changes: Partial<Axes>): PlannedCell => plan(changes)[0]!;

test('there is one cell for each image, build, scenario and lock, and its id is its place', t => {
	const cells = plan({
		images: [readyImage('a'), readyImage('b')],
		builds: [crun, runc, binary],
		locks,
		scenarios: [scenarioOf('one'), scenarioOf('two')],
	});
	t.is(cells.length, 2 * 3 * 4 * 2);
	t.is(new Set(cells.map(({id}) => id)).size, cells.length);
	t.true(cells.some(({id}) => id === 'b/crun@1.19.1/nftables/two'));
	t.true(cells.every(({settled, expected}) => settled === undefined && expected === 'pass'));
});

test('a scenario has no cells for locks and runtimes that it does not declare', t => {
	const scenarios = [scenarioOf('one', {locks: ['skip', 'unset'], runtimes: ({hasLockFlag}) => !hasLockFlag})];
	t.deepEqual(
		plan({builds: [crun, runc, binary], locks: ['unset', 'iptables'], scenarios}).map(({id}) => id),
		['debian-trixie/runc/unset/one'],
	);
});

test('an image that cannot be had makes its cells a miss, with the reason, and no other ones', t => {
	const missing = {id: 'gone', title: 'Gone', state: 'miss', reason: 'no registry answers'} as const;
	const cells = plan({images: [missing, readyImage()], knownIssues: [knownIssue]});
	t.like(cells[0], {expected: 'miss', settled: {outcome: 'miss', reason: 'no registry answers'}});
	t.deepEqual(cells[0]?.knownIssues, []);
	t.is(cells[1]?.settled, undefined);
});

test('a packaged runtime that the image does not have is skipped; a binary of it is not', t => {
	const images = [readyImage('bare', {runtimes: {}})];
	t.like(only({images}), {expected: 'skip', settled: {outcome: 'skip', reason: 'the image has no crun'}});
	t.is(only({images, builds: [binary]}).settled, undefined);
});

test('a packaged runtime without checkpoint/restore is skipped; a binary of it is not', t => {
	const old = {version: '1.8.1', digest: 'a', checkpoints: false, networkLockFlag: false};
	const images = [readyImage('bookworm', {runtimes: {crun: old}})];
	t.is(only({images}).settled?.reason, 'crun 1.8.1 is built without checkpoint/restore');
	t.is(only({images, builds: [binary]}).settled, undefined);
});

test('where CRIU’s default is unknown only cells that depend on it are skipped', t => {
	const {defaultLock: _, ...criu} = facts.criu;
	const images = [readyImage('x', {criu: {...criu, defaultLockError: 'a plain dump fails'}})];
	const [unset, nftables] = plan({images, locks: ['unset', 'nftables']});
	t.is(unset?.settled?.reason, "CRIU's default lock is unknown here: a plain dump fails");
	t.is(nftables?.settled, undefined);
});

test("a scenario's own gate is asked with the method that CRIU is to use", t => {
	const asked: unknown[] = [];
	const skip = (subject: Subject): string | undefined => {
		asked.push([subject.image, subject.runtime.name, subject.lock, subject.method]);
		return subject.lock === 'skip' ? 'not this one' : undefined;
	};
	const cells = plan({locks, builds: [binary], scenarios: [scenarioOf('gated', {skip})]});
	t.deepEqual(asked, [
		['debian-trixie', 'crun', 'unset', 'iptables'],
		['debian-trixie', 'crun', 'iptables', 'iptables'],
		['debian-trixie', 'crun', 'nftables', 'nftables'],
		['debian-trixie', 'crun', 'skip', 'skip'],
	]);
	t.deepEqual(
		cells.filter(({settled}) => settled).map(({lock, settled}) => [lock, settled?.reason]),
		[['skip', 'not this one']],
	);
});

test('the gate for a missing tool stops iptables and what defaults to it, and says where to look', t => {
	const images = [readyImage('bare', {tools: {'iptables-restore': false, nft: true}})];
	const cells = plan({images, locks, scenarios: [scenarioOf('gated', {skip: toolIsMissing})]});
	t.deepEqual(
		cells.map(({lock, settled}) => [lock, settled?.outcome]),
		[
			['unset', 'skip'],
			['iptables', 'skip'],
			['nftables', undefined],
			['skip', undefined],
		],
	);
	t.regex(cells[0]?.settled?.reason ?? '', /^iptables-restore is not in the image.*see missing-tool$/);
});

test('a known issue sets what is expected of the cells that it covers, and of no cell that does not run', t => {
	const issue = {...knownIssue, match: {lock: ['unset', 'skip']}};
	const scenarios = [scenarioOf('gated', {skip: ({lock}) => (lock === 'skip' ? 'no' : undefined)})];
	const [unset, nftables, skip] = plan({locks: ['unset', 'nftables', 'skip'], scenarios, knownIssues: [issue]});
	t.like(unset, {expected: 'fail', knownIssues: [issue]});
	t.is(nftables?.expected, 'pass');
	t.deepEqual(nftables?.knownIssues, []);
	t.is(skip?.expected, 'skip');
	t.deepEqual(skip?.knownIssues, []);
});

test('a known issue that has expired covers nothing', t => {
	t.is(only({knownIssues: [{...knownIssue, expires: '2026-11-25'}]}).expected, 'pass');
});

const elsewhere = (destination: string, spec: Parameters<typeof scenarioOf>[1] = {}) => [
	{...scenarioOf('over', spec), id: `over-${destination}`, destination},
];

test('a scenario that restores elsewhere needs the other place: selected, ready, with the runtime', t => {
	const here = readyImage('here');
	t.like(only({images: [here], scenarios: elsewhere('there')}), {
		settled: {outcome: 'skip', reason: 'there, where it is to be restored, is not selected'},
	});
	const gone = {id: 'there', title: 'There', state: 'miss', reason: 'no registry answers'} as const;
	t.like(only({images: [here, gone], scenarios: elsewhere('there')}), {
		expected: 'miss',
		settled: {outcome: 'miss', reason: 'there, where it is to be restored: no registry answers'},
	});
	const bare = readyImage('there', {runtimes: {}});
	t.regex(only({images: [here, bare], scenarios: elsewhere('there')}).settled?.reason ?? '', /^there has no crun/);
	t.is(only({images: [here, bare], builds: [binary], scenarios: elsewhere('there')}).settled, undefined);
	t.is(only({images: [here, readyImage('there')], scenarios: elsewhere('there')}).settled, undefined);
});

test('a gate sees the other place too', t => {
	const scenarios = elsewhere('there', {skip: ({destination}) => `${destination?.image}: ${destination?.facts.os}`});
	const images = [readyImage('here'), readyImage('there', {os: 'Another'})];
	t.is(only({images, scenarios}).settled?.reason, 'there: Another');
});

test('a CRIU under test is what gates, methods and known issues go by', t => {
	const criu = {...facts.criu, version: '4.3', defaultLock: 'nftables' as const};
	const builds = [crun, readyBuild('crun+criu@new', 'crun', {'debian-trixie': {criu}})];
	const knownIssues = [{...knownIssue, match: {criu: '>=4.3'}}];
	const scenarios = [
		scenarioOf('one', {
			skip: ({
				method,
				facts: {
					criu: {version},
				},
			}) => (version === '4.3' ? undefined : method),
		}),
	];
	t.deepEqual(
		plan({builds, scenarios, knownIssues}).map(({settled, expected}) => [settled?.reason, expected]),
		[
			['iptables', 'skip'],
			[undefined, 'fail'],
		],
	);
});

test('a package of libcriu says nothing of a libcriu that is under test', t => {
	const images = [readyImage('debian-trixie', {packages: {libcriu2: '4.1.1', crun: '1.21'}})];
	const scenarios = [scenarioOf('one', {skip: ({facts: {packages}}) => Object.keys(packages).join(' ')})];
	const reasons = [{}, {libcriu: {version: '4.0'}}].map(
		replaced =>
			only({images, scenarios, builds: [readyBuild('crun@x', 'crun', {'debian-trixie': replaced})]}).settled?.reason,
	);
	t.deepEqual(reasons, ['libcriu2 crun', 'crun']);
});

test('a CRIU takes the place of another one: not of itself, and not where its C library is too new', t => {
	const withCriu = (id: string, digest: string, libc6: string) =>
		readyImage(id, {packages: {libc6}, criu: {...facts.criu, digest}});
	const images = [withCriu('old', 'o', '2.41-12'), withCriu('new', 'n', '2.43-7'), withCriu('newer', 'm', '2.43-9')];
	const scenarios = ['old', 'new', 'newer'].map(destination => ({
		...scenarioOf(`updated-${destination}`, {skip: isNoUpdate}),
		destination,
	}));
	const builds = [readyBuild('crun', 'crun')];
	const reasons = plan({images, builds, locks: ['nftables'], scenarios}).map(({image, scenario, settled}) => [
		`${image} ${scenario}`,
		settled?.reason,
	]);
	t.deepEqual(Object.fromEntries(reasons), {
		'old updated-old': 'old has the same CRIU',
		'old updated-new': 'CRIU of new needs its C library, 2.43-7, and the one here is 2.41-12',
		'old updated-newer': 'CRIU of newer needs its C library, 2.43-9, and the one here is 2.41-12',
		'new updated-old': undefined,
		'new updated-new': 'new has the same CRIU',
		'new updated-newer': undefined,
		'newer updated-old': undefined,
		'newer updated-new': undefined,
		'newer updated-newer': 'newer has the same CRIU',
	});
});

test('a libcriu before 3.19 knows no skip; the other locks run, and runtimes without libcriu too', t => {
	const images = [readyImage('old', {criu: {...facts.criu, libcriuVersion: '3.17.1-2+deb12u2'}})];
	const builds = [readyBuild('crun', 'crun'), readyBuild('runc', 'runc')];
	const cells = plan({images, builds, locks: ['skip', 'nftables'], scenarios: [scenarioOf('one')]});
	t.deepEqual(
		cells.map(({runtime, lock, settled}) => [`${runtime} ${lock}`, settled?.reason]),
		[
			['crun skip', 'libcriu 3.17.1-2+deb12u2 knows no skip: from 3.19 on'],
			['crun nftables', undefined],
			['runc skip', undefined],
			['runc nftables', undefined],
		],
	);
});

test('a podman under test is there, also where the image has none', t => {
	const scenarios = [scenarioOf('one', {skip: podmanIsMissing})];
	const podman = {version: '6.0.0', digest: 'd', options: {checkpoint: [], restore: []}};
	const reasons = [{}, {podman}].map(
		replaced => only({scenarios, builds: [readyBuild('crun', 'crun', {'debian-trixie': replaced})]}).settled?.reason,
	);
	t.deepEqual(reasons, ['the image has no podman', undefined]);
});

test('a libcriu under test is skipped where the runtime has no use for the file', t => {
	const images = [readyImage()];
	const withLink = (libcriu: 'loaded' | 'built in' | 'none') => {
		const build = readyBuild('crun+libcriu@x', 'crun');
		const own = {path: '/x/libcriu.so.2', digest: 'd'};
		const runtime = {version: '1.28', digest: 'a', checkpoints: true, networkLockFlag: true, libcriu};
		build.in['debian-trixie'] = {
			state: 'ready',
			underTest: {libcriu: own},
			replaced: {runtime, libcriu: {version: '3.17.1'}},
		};
		return only({images, builds: [build], scenarios: [scenarioOf('one')]}).settled;
	};
	t.is(withLink('loaded'), undefined);
	t.like(withLink('built in'), {
		outcome: 'skip',
		reason: 'crun 1.28 has libcriu built in: another libcriu.so.2 changes nothing',
	});
	t.regex(withLink('none')?.reason ?? '', /asks CRIU without libcriu/);
});

const dead = {
	...facts.criu,
	version: '4.0',
	dumps: false,
	defaultLock: undefined,
	defaultLockError: 'a plain dump fails: vdso: Unexpected rt vDSO area bounds',
};
const {defaultLock: _, ...deadCriu} = dead;

test('a CRIU under test that dumps nothing fails every cell that applies, with what ended it; a package is a miss', t => {
	const underTest = readyBuild('crun+criu@old', 'crun', {'debian-trixie': {criu: deadCriu}});
	const scenarios = [scenarioOf('one'), scenarioOf('gated', {skip: () => 'no podman'})];
	const cells = plan({builds: [underTest], scenarios, locks});
	t.deepEqual(
		cells.map(({scenario, settled}) => [scenario, settled?.outcome]),
		[...locks.map(() => ['one', 'fail']), ...locks.map(() => ['gated', 'skip'])],
	);
	t.like(cells[0], {
		expected: 'pass',
		settled: {layer: 'exit', reason: `CRIU 4.0 cannot dump anything on kernel 6.18.44: ${dead.defaultLockError}`},
	});
	t.is(only({images: [readyImage('debian-trixie', {criu: deadCriu})]}).settled?.outcome, 'miss');
});

test('nothing is restored where the package’s CRIU works on no kernel like this: a miss; one under test is tried', t => {
	const [here, there] = [readyImage('here'), readyImage('there', {criu: deadCriu})];
	const over = {images: [here, there], scenarios: elsewhere('there')};
	const {settled} = only(over);
	t.is(settled?.outcome, 'miss');
	t.regex(settled?.reason ?? '', /^there, where it is to be restored: CRIU 4\.0 cannot dump anything/);
	const underTest = readyBuild('crun+criu@old', 'crun', {here: {}, there: {criu: deadCriu}});
	t.is(only({...over, builds: [underTest]}).settled, undefined);
});

test('a build that was made and does not start fails every cell', t => {
	const replaced = {
		broken: 'crun does not start in debian-trixie: exit 139',
		runtime: {...measured, version: 'unknown'},
	};
	const builds = [readyBuild('crun@after', 'crun', {'debian-trixie': replaced})];
	t.like(only({builds}), {settled: {outcome: 'fail', layer: 'exit', reason: replaced.broken}});
});

test('a scenario that needs an option is skipped where what runs has none, as its help says', t => {
	const options = {checkpoint: ['--network-lock'], restore: ['--tcp-established']};
	const older = {version: '1.21', digest: 'a', checkpoints: true, networkLockFlag: true, options};
	const scenarios = [scenarioOf('gated', {skip: lacksOption('restore', '--tcp-close')})];
	const reasonOf = (crun: RuntimeFacts) =>
		only({images: [readyImage('debian-trixie', {runtimes: {crun}})], scenarios}).settled?.reason;
	t.is(reasonOf(older), 'crun 1.21 has no restore --tcp-close');
	t.is(reasonOf({...older, options: {...options, restore: ['--tcp-close']}}), undefined);
	t.is(reasonOf(measured), undefined, 'what was not measured gates nothing');
});

test('a build that could not be made in an image is a miss there, and nowhere else', t => {
	const failing = {...crun, in: {a: {state: 'miss', reason: 'criu.c:1: error', help: ''} as const}};
	const cells = plan({images: [readyImage('a'), readyImage('b')], builds: [failing]});
	t.deepEqual(
		cells.map(({image, settled}) => [image, settled?.outcome, settled?.reason]),
		[
			['a', 'miss', 'criu.c:1: error'],
			['b', undefined, undefined],
		],
	);
});

test('a scenario is about runtimes with a property, and a gate sees the properties of the runtime that it is asked about', t => {
	const other = {...runtimes, runc: {...runtimes.runc, hasLockFlag: true, restoresPrivateNetwork: true}};
	const scenarios = [
		scenarioOf('flag', {runtimes: ({hasLockFlag}) => hasLockFlag}),
		scenarioOf('network', {skip: ({runtime}) => (runtime.restoresPrivateNetwork ? undefined : 'not restored')}),
	];
	const planned = (of: typeof runtimes) =>
		plan({builds: [runc], scenarios, runtimes: of}).map(({scenario, settled}) => [scenario, settled?.reason]);
	t.deepEqual(planned(runtimes), [['network', 'not restored']]);
	t.deepEqual(planned(other), [
		['flag', undefined],
		['network', undefined],
	]);
});

for (const key of ['skip', 'runtimes'] as const) {
	test(`a scenario whose ${key} throws is told by its file and line`, t => {
		const scenario = scenarioOf('counts');
		const ask = () => {
			throw new TypeError('x is undefined');
		};
		const file = fileURLToPath(import.meta.url);
		const error = t.throws(() => plan({scenarios: [{...scenario, file, spec: {...scenario.spec, [key]: ask}}]}), {
			instanceOf: ScenarioFileInvalid,
		});
		t.regex(error.shortMessage, new RegExp(`cells\\.test\\.ts:\\d+: ${key} throws: TypeError: x is undefined$`));
	});
}

test('with a bundle of one’s own, a scenario that looks at a connection is skipped before it runs', t => {
	const scenarios = [scenarioOf('one', {has: ['inet-socket']}), scenarioOf('two')];
	t.deepEqual(
		plan({scenarios, ownBundle: true}).map(({settled}) => settled?.reason),
		['a connection is looked at here, which only netlock’s own workload has', undefined],
	);
});
