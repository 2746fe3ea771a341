// From axes to cells: which are planned, which are settled before they run, and why.
import {fileURLToPath} from 'node:url';
import test from 'ava';
import {locks} from '../../harness/model/axes.ts';
import type {Subject} from '../../harness/model/declaration.ts';
import {ScenarioFileInvalid} from '../../harness/plan/scenario-file-invalid.ts';
import {runtimes} from '../../harness/runtimes/runtime.ts';
import {facts, knownIssue, readyBuild, readyImage, scenarioOf} from '../fixtures/plan.ts';
import {binaryIn, crun, only, plan} from '../fixtures/plan-cells.ts';

const runc = readyBuild('runc', 'runc');
const binary = binaryIn('bare', 'bookworm');

test('there is one cell for each image, build, scenario and lock, and its id has these four', t => {
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

test('the cells of an unavailable image are misses with the reason, and no other cells are', t => {
	const missing = {id: 'gone', title: 'Gone', state: 'miss', reason: 'no registry answers'} as const;
	const cells = plan({images: [missing, readyImage()], knownIssues: [knownIssue]});
	t.like(cells[0], {expected: 'miss', settled: {outcome: 'miss', reason: 'no registry answers'}});
	t.deepEqual(cells[0]?.knownIssues, []);
	t.is(cells[1]?.settled, undefined);
});

test('a packaged runtime that the image lacks is skipped; a binary of it is not', t => {
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

test('if CRIU’s default is unknown, only cells that depend on it are skipped', t => {
	const {defaultLock: _, ...criu} = facts.criu;
	const images = [readyImage('x', {criu: {...criu, defaultLockError: 'a plain dump fails'}})];
	const [unset, nftables] = plan({images, locks: ['unset', 'nftables']});
	t.is(unset?.settled?.reason, "CRIU's default lock is unknown here: a plain dump fails");
	t.is(nftables?.settled, undefined);
});

test('a scenario’s own gate gets the method that CRIU must use', t => {
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

test('a known issue sets the expectation of the cells that it covers, and of no cell that does not run', t => {
	const issue = {...knownIssue, match: {lock: ['unset', 'skip']}};
	const scenarios = [scenarioOf('gated', {skip: ({lock}) => (lock === 'skip' ? 'no' : undefined)})];
	const [unset, nftables, skip] = plan({locks: ['unset', 'nftables', 'skip'], scenarios, knownIssues: [issue]});
	t.like(unset, {expected: 'fail', knownIssues: [issue]});
	t.is(nftables?.expected, 'pass');
	t.deepEqual(nftables?.knownIssues, []);
	t.is(skip?.expected, 'skip');
	t.deepEqual(skip?.knownIssues, []);
});

test('an expired known issue covers nothing', t => {
	t.is(only({knownIssues: [{...knownIssue, expires: '2026-11-25'}]}).expected, 'pass');
});

test('a scenario may need a property of the runtime, and a gate sees the properties of the cell’s runtime', t => {
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

test('with a bundle of the user, a scenario that looks at a connection is skipped before it runs', t => {
	const scenarios = [scenarioOf('one', {has: ['inet-socket']}), scenarioOf('two')];
	t.deepEqual(
		plan({scenarios, ownBundle: true}).map(({settled}) => settled?.reason),
		['a connection is looked at here, which only netlock’s own workload has', undefined],
	);
});

for (const key of ['skip', 'runtimes'] as const) {
	test(`the error for a scenario whose ${key} throws has its file and line`, t => {
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
