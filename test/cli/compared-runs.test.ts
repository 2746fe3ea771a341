// The arguments of `netlock compare`: runs, or one build of each.
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {comparedRuns} from '../../harness/cli/compared-runs.ts';
import {findRun} from '../../harness/cli/find-run.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {compare, comparedIn} from '../../harness/results/compare.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell, makeResults} from '../fixtures/results.ts';

const cellOf = (runtime: string, changes = {}) =>
	makeCell({image: 'trixie', runtime, lock: 'unset', scenario: 'failed-dump'}, changes);
const fails = {outcome: 'fail', unexpected: true, layer: 'kernel', reason: 'a rule is left'};
const buildOf = (id: string) => ({id, runtime: 'crun', source: 'binary', digest: id, versions: {}}) as const;
const both = makeResults({
	builds: [buildOf('crun'), buildOf('crun@patched')],
	cells: [cellOf('crun'), cellOf('crun@patched', fails)],
});
const single = makeResults({builds: [buildOf('crun')], cells: [cellOf('crun')]});

const setting = async (t: ExecutionContext) => {
	const root = await folderWith(t, {
		'latest/results.json': JSON.stringify(both),
		'runs/one/results.json': JSON.stringify(single),
		'a:b/results.json': JSON.stringify(both),
	});
	const places = {runs: join(root, 'runs'), latest: join(root, 'latest'), history: join(root, 'history')};
	return {root, find: (word: string | undefined) => findRun(word, places)};
};

test('two builds of one run are compared: a failure of the second one only has regressed', async t => {
	const {find} = await setting(t);
	for (const [a, b] of [
		['latest:crun', 'latest:crun@patched'],
		[':crun', ':crun@patched'],
	] as const) {
		const {before, after, columns} = await comparedRuns(a, b, find);
		const comparison = compare(before, after, new Map(columns));
		t.deepEqual(
			comparison.changes.map(({id, kind}) => [id, kind]),
			[['trixie/crun@patched/unset/failed-dump', 'regressed']],
		);
		t.deepEqual([comparison.before, comparison.after], [`${both.run.id}:crun`, `${both.run.id}:crun@patched`]);
		t.is(comparison.causes.length, 1);
	}
});

test('a run with one build need not name it, a run with several must', async t => {
	const {find} = await setting(t);
	const {before, after, columns} = await comparedRuns('one', 'latest:crun@patched', find);
	t.is(comparedIn(compare(before, after, new Map(columns))).length, 1);
	const error = await t.throwsAsync(comparedRuns('one:crun', 'latest', find), {instanceOf: UsageError});
	t.regex(error.message, /latest: which build .*\nValid: latest:crun, latest:crun@patched/);
	const unknown = await t.throwsAsync(comparedRuns('one:crum', 'one', find), {instanceOf: UsageError});
	t.regex(unknown.message, /there is no "crum"\nDid you mean crun\?/);
});

test('runs without a build are compared whole, also if a path has a colon', async t => {
	const {root, find} = await setting(t);
	const {before, columns} = await comparedRuns(join(root, 'a:b'), 'one', find);
	t.is(before.builds.length, 2);
	t.deepEqual(columns, []);
});
