// The effect of a build under test on the plan: facts of its own parts, and cells that are settled for its sake.
import test from 'ava';
import {locks} from '../../harness/model/axes.ts';
import {facts, knownIssue, readyBuild, readyImage, scenarioOf} from '../fixtures/plan.ts';
import {crun, deadCriu, measured, only, plan} from '../fixtures/plan-cells.ts';

test('gates, methods and known issues use the CRIU under test', t => {
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

test('a libcriu under test does not have the version of the package', t => {
	const images = [readyImage('debian-trixie', {packages: {libcriu2: '4.1.1', crun: '1.21'}})];
	const scenarios = [scenarioOf('one', {skip: ({facts: {packages}}) => Object.keys(packages).join(' ')})];
	const reasons = [{}, {libcriu: {version: '4.0'}}].map(
		replaced =>
			only({images, scenarios, builds: [readyBuild('crun@x', 'crun', {'debian-trixie': replaced})]}).settled?.reason,
	);
	t.deepEqual(reasons, ['libcriu2 crun', 'crun']);
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

test('a libcriu under test is a skip for a runtime that does not use the file', t => {
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

test('a CRIU under test that dumps nothing fails every cell that applies, with its last line; a package is a miss', t => {
	const underTest = readyBuild('crun+criu@old', 'crun', {'debian-trixie': {criu: deadCriu}});
	const scenarios = [scenarioOf('one'), scenarioOf('gated', {skip: () => 'no podman'})];
	const cells = plan({builds: [underTest], scenarios, locks});
	t.deepEqual(
		cells.map(({scenario, settled}) => [scenario, settled?.outcome]),
		[...locks.map(() => ['one', 'fail']), ...locks.map(() => ['gated', 'skip'])],
	);
	t.like(cells[0], {
		expected: 'pass',
		settled: {layer: 'exit', reason: `CRIU 4.0 cannot dump anything on kernel 6.18.44: ${deadCriu.defaultLockError}`},
	});
	t.is(only({images: [readyImage('debian-trixie', {criu: deadCriu})]}).settled?.outcome, 'miss');
});

test('a compiled build that does not start fails every cell', t => {
	const replaced = {
		broken: 'crun does not start in debian-trixie: exit 139',
		runtime: {...measured, version: 'unknown'},
	};
	const builds = [readyBuild('crun@after', 'crun', {'debian-trixie': replaced})];
	t.like(only({builds}), {settled: {outcome: 'fail', layer: 'exit', reason: replaced.broken}});
});

test('a build that could not be compiled in an image is a miss there, and in no other', t => {
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
