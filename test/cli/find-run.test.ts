// Names of a run: a path, an id, its beginning, a name, latest, and the runs before it.
import {mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {findRun, isBegun, recordedRun} from '../../harness/cli/find-run.ts';
import {UsageError} from '../../harness/model/usage-error.ts';
import {nameRun, record} from '../../harness/results/history/store.ts';
import {folderWith} from '../fixtures/folder.ts';
import {sampleResults} from '../fixtures/results.ts';

const sample = sampleResults();
const ids = ['2026-01-01T00-00-00-1', '2026-01-02T00-00-00-1', '2026-01-02T11-00-00-2'];

const setting = async (t: ExecutionContext) => {
	const files = ids.slice(1).map(id => [`runs/${id}/results.json`, JSON.stringify(sample)]);
	const root = await folderWith(t, Object.fromEntries(files));
	const places = {runs: join(root, 'runs'), latest: join(root, 'latest'), history: join(root, 'history')};
	symlinkSync(join(places.runs, ids[2] ?? ''), places.latest);
	for (const [index, id] of ids.entries()) {
		record(places.history, {...sample, run: {...sample.run, id, started: `2026-01-0${index + 1}T00:00:00Z`}});
	}
	nameRun(places.history, 'good', ids[1] ?? '');
	return places;
};

test('each of its names finds a run', async t => {
	const places = await setting(t);
	const second = join(places.runs, ids[1] ?? '');
	for (const word of [second, ids[1], 'good', 'latest~1', '2026-01-02T00']) t.is(findRun(word, places), second, word);
	for (const word of [undefined, 'latest']) t.is(findRun(word, places), places.latest, word);
	t.is(findRun('latest~0', places), join(places.runs, ids[2] ?? ''));
	t.is(findRun(join(second, 'results.json'), places), join(second, 'results.json'));
});

test('a name of no run or of several runs is refused, with the possible names', async t => {
	const places = await setting(t);
	const refusal = (word: string) => t.throws(() => findRun(word, places), {instanceOf: UsageError})?.message ?? '';
	t.regex(refusal('2026-01-02'), /"2026-01-02" may be .*T00-00-00-1 or .*T11-00-00-2/);
	for (const word of ['2026', 'nobody', 'latest~9']) t.regex(refusal(word), /there is no run/, word);
	t.regex(refusal(ids[0] ?? ''), /the results of 2026-01-01T00-00-00-1 are gone\nHistory still has that run/);
	t.regex(refusal('goof'), /there is no run "goof"\nDid you mean good\?\nRun /);
	t.regex(t.throws(() => recordedRun('goof', places.history))?.message ?? '', /Did you mean good\?/);
});

test('a run that was cut short has no results, and the refusal says how to make them', async t => {
	const {runs, latest, history} = await setting(t);
	const folder = join(runs, 'killed');
	mkdirSync(folder);
	writeFileSync(join(folder, 'plan.json'), '{}');
	const places = {runs, latest, history};
	t.is(findRun('killed', places, isBegun), folder);
	const error = t.throws(() => findRun('killed', places), {instanceOf: UsageError});
	t.regex(error?.message ?? '', /^run "killed" has no results.*\n`netlock report killed` .*--resume killed/);
});

test('if there is no run, the error names the first step', async t => {
	const root = await folderWith(t, {});
	const places = {runs: join(root, 'runs'), latest: join(root, 'latest'), history: join(root, 'history')};
	for (const word of [undefined, 'latest', 'latest~1', 'good']) {
		t.regex(t.throws(() => findRun(word, places))?.message ?? '', /Run `netlock run` first/, word);
	}
});

test('the error for a mistyped path names the nearest run or results in its folder, and no other file', async t => {
	const places = await setting(t);
	const folder = join(places.runs, ids[1] ?? '');
	writeFileSync(join(folder, 'result.md'), '');
	const refusal = (word: string) => t.throws(() => findRun(word, places), {instanceOf: UsageError})?.message ?? '';
	t.true(refusal(join(folder, 'result.jsn')).includes(`Did you mean ${join(folder, 'results.json')}?`));
	t.true(refusal(join(places.runs, '2026-01-02T00-00-00')).includes(`Did you mean ${folder}`));
	t.true(refusal(join(`${places.runs}x`, ids[1] ?? '')).includes(`Did you mean ${folder}?`));
	t.notRegex(refusal(join(folder, 'nothing.like')), /Did you mean/);
});
