// Which cells of an earlier run run again, and when `--bail` ends a run.
import test from 'ava';
import {bailAfter} from '../../harness/cli/bail.ts';
import {cellsAgain, NothingFailed} from '../../harness/cli/rerun.ts';
import {buildsToName} from '../../harness/cli/selection.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {withCauses} from '../../harness/results/causes/causes.ts';
import type {Event} from '../../harness/results/events.ts';
import {makeCell, sampleResults, uniformResults} from '../fixtures/results.ts';
import {read, refused} from './command-line.ts';

const results = withCauses(sampleResults());
const failed = results.cells.filter(({unexpected}) => unexpected).map(({id}) => id);

test('cells are named by id, by failure, or by their cause', t => {
	const [first = ''] = results.cells.map(({id}) => id);
	t.deepEqual(cellsAgain(results, [first, first], {}), [first]);
	t.deepEqual(cellsAgain(results, [], {lastFailed: true}), failed);
	const cause = results.causes?.find(({cells}) => cells.length > 1);
	t.deepEqual(cellsAgain(results, [], {cause: cause?.id ?? ''}), cause?.cells);
	t.deepEqual(new Set(cellsAgain(results, [first], {lastFailed: true})), new Set([first, ...failed]));
});

test('the error for a wrong id names the nearest one of that run; a command without a cell is wrong usage', t => {
	const error = t.throws(() => cellsAgain(results, ['trixie/crun/unset/leave-runing'], {}), {instanceOf: UsageError});
	t.regex(error?.message ?? '', /Did you mean trixie\/crun\/unset\/leave-running/);
	t.throws(() => cellsAgain(results, [], {}), {instanceOf: UsageError, message: /--last-failed/});
	t.throws(() => cellsAgain(results, [], {cause: 'x'}), {instanceOf: UsageError, message: /there is no "x"/});
});

test('a run without failures has no cells to run again, and that is no success', t => {
	t.throws(() => cellsAgain(withCauses(uniformResults(1, 1)), [], {lastFailed: true}), {
		instanceOf: NothingFailed,
		message: /all was as expected\nName cells/,
	});
});

test('run and rerun take ids, and numbers for --bail', async t => {
	t.deepEqual((await read('run', 'a/b/c/d', 'e/f/g/h')).args, [['a/b/c/d', 'e/f/g/h']]);
	t.like(await read('rerun', 'a/b/c/d', '--bail', '2', '--last-failed'), {
		args: [['a/b/c/d']],
		options: {bail: 2, lastFailed: true},
	});
	for (const words of [
		['run', ''],
		['rerun', ' '],
		['run', '--bail', '0'],
		['rerun', '--cause', ''],
	]) {
		t.true((await refused(...words)).error instanceof UsageError, words.join(' '));
	}
});

test('ids name packages, builds under test, and the column that netlock adds', t => {
	const none: Record<'runtime' | 'criu' | 'libcriu' | 'podman', string[]> = {
		runtime: [],
		criu: [],
		libcriu: [],
		podman: [],
	};
	const named = (id: string, options: Partial<typeof none> = {}) =>
		buildsToName([`debian-forky/${id}/skip/tcp-veth`], {...none, ...options}).map(build => build.id);
	const both = ['crun', 'crun+libcriu@debian-bookworm'];
	for (const id of both) t.deepEqual(named(id), both);
	t.deepEqual(named('runc'), ['runc']);
	t.deepEqual(named('crun', {libcriu: ['package']}), ['crun']);
	const [, sample] = buildsToName(['debian-forky/crun/skip/tcp-veth'], none);
	t.false('isSample' in (sample ?? {}), 'a column that somebody names runs every scenario');
});

const finished = (unexpected: boolean): Event => {
	const result = {...makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario: 'a'}), unexpected};
	return {schema: 1, run: 'r', time: '2026-11-28T10:00:00.000Z', type: 'cell-finished', cell: result.id, result};
};

test('--bail N ends the run at the unexpected outcome number N, and not before', t => {
	const notes: string[] = [];
	const {signal, onEvent} = bailAfter(2, text => notes.push(text));
	for (const unexpected of [true, false, false]) onEvent(finished(unexpected));
	t.false(signal.aborted);
	onEvent(finished(true));
	onEvent(finished(true));
	t.true(signal.aborted);
	t.deepEqual(notes, ['stopping after 2 unexpected outcomes, as --bail says']);
});

test('without --bail a run continues', t => {
	const {signal, onEvent} = bailAfter(undefined, () => t.fail());
	for (let count = 0; count < 100; count++) onEvent(finished(true));
	t.false(signal.aborted);
});
