// The folder of history: a run is in it whole or not at all, and the index follows the files.
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'ava';
import {UsageError} from '../../../harness/model/usage-error.ts';
import {nameRun, prune, readEntries, readIndex, readNames, record} from '../../../harness/results/history/store.ts';
import {folderWith} from '../../fixtures/folder.ts';
import {sampleResults} from '../../fixtures/results.ts';

const sample = sampleResults();
const night = (day: number) => {
	const started = new Date(Date.UTC(2026, 0, day)).toISOString();
	return {...sample, run: {...sample.run, id: `night-${String(day).padStart(3, '0')}`, started, finished: started}};
};
const runs = (folder: string) => readIndex(folder).map(({run}) => run);

test('runs are listed by time, however late one is added', async t => {
	const folder = join(await folderWith(t, {}), 'history');
	t.deepEqual(runs(folder), []);
	for (const day of [2, 3, 1]) record(folder, night(day));
	t.deepEqual(runs(folder), ['night-001', 'night-002', 'night-003']);
	t.deepEqual(
		[...readEntries(folder)].map(({run}) => run),
		['night-001', 'night-002', 'night-003'],
	);
	record(folder, night(2));
	t.is(runs(folder).length, 3, 'a run that is added again is not there twice');
});

test('the index is repaired if it lacks a run, has one too many, or is missing', async t => {
	const folder = join(await folderWith(t, {}), 'history');
	record(folder, night(1));
	const alone = readFileSync(join(folder, 'index.json'), 'utf8');
	record(folder, night(2));
	writeFileSync(join(folder, 'index.json'), alone);
	t.deepEqual(runs(folder), ['night-001', 'night-002']);
	rmSync(join(folder, 'night-001.run.json'));
	t.deepEqual(runs(folder), ['night-002']);
	t.notRegex(readFileSync(join(folder, 'index.json'), 'utf8'), /night-001/);
	writeFileSync(join(folder, 'index.json'), alone);
	t.deepEqual(runs(folder), ['night-002']);
	t.regex(readFileSync(join(folder, 'index.json'), 'utf8'), /night-002/, 'one for another is a change too');
	rmSync(join(folder, 'index.json'));
	t.deepEqual(runs(folder), ['night-002']);
});

test('the error names a file that is no history, and no file is half written', async t => {
	const folder = join(await folderWith(t, {}), 'history');
	record(folder, night(1));
	writeFileSync(join(folder, 'night-002.run.json'), '{"schema": 1, "run"');
	const error = t.throws(() => readIndex(folder), {instanceOf: UsageError});
	t.regex(error?.message ?? '', /night-002\.run\.json cannot be read/);
	t.deepEqual(
		readdirSync(folder).filter(name => name.endsWith('.part')),
		[],
	);
});

test('only the newest runs and runs with a name survive pruning', async t => {
	const folder = join(await folderWith(t, {}), 'history');
	for (const day of [1, 2, 3, 4]) record(folder, night(day));
	nameRun(folder, 'good', 'night-001');
	t.deepEqual(
		prune(folder, 1).map(({run}) => run),
		['night-002', 'night-003'],
	);
	t.deepEqual(runs(folder), ['night-001', 'night-004']);
	t.deepEqual(prune(folder, 9), []);
});

test('a name moves to the run that gets it last', async t => {
	const folder = join(await folderWith(t, {}), 'history');
	record(folder, night(1));
	nameRun(folder, 'good', 'night-001');
	nameRun(folder, 'good', 'night-002');
	t.deepEqual([...readNames(folder)], [['good', 'night-002']]);
});
