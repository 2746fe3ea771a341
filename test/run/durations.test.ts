// The durations of cells, from one run to the next.
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {readDurations, recordDurations} from '../../harness/run/durations.ts';
import {folderWith} from '../fixtures/folder.ts';
import {makeCell} from '../fixtures/results.ts';

const cell = (scenario: string, total: number, outcome: 'pass' | 'error' = 'pass') => ({
	...makeCell({image: 'trixie', runtime: 'crun', lock: 'unset', scenario}),
	outcome,
	durations: {sandbox: 1, body: 1, total},
});

test('the longest cell of each scenario is stored; a new duration replaces the old one, other scenarios stay', async t => {
	const home = await folderWith(t, {});
	recordDurations(home, [cell('one', 300), cell('one', 900), cell('two', 50), cell('two', 60_000, 'error')]);
	t.deepEqual(readDurations(home), {one: 900, two: 50});
	recordDurations(home, [cell('one', 400)]);
	t.deepEqual(readDurations(home), {one: 400, two: 50});
});

test('a file that cannot be read counts as empty, and is replaced; no folder is made', async t => {
	const home = await folderWith(t, {'durations.json': '{"one": "long"}'});
	t.deepEqual(readDurations(home), {});
	recordDurations(home, [cell('one', 400)]);
	t.deepEqual(readDurations(home), {one: 400});
	recordDurations(join(home, 'none'), [cell('one', 400)]);
	t.deepEqual(readdirSync(home), ['durations.json']);
	t.deepEqual(readDurations(join(home, 'none')), {});
});

test('a NETLOCK_HOME that cannot be written to fails no run', async t => {
	const home = await folderWith(t, {file: ''});
	t.notThrows(() => recordDurations(join(home, 'file'), [cell('one', 400)]));
	writeFileSync(join(home, 'durations.json'), '{}');
	t.deepEqual(readDurations(home), {});
});
