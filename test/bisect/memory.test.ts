// Results of earlier rounds count, and those rounds are not run again.
import {appendFileSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type ExecutionContext} from 'ava';
import {openMemory} from '../../harness/bisect/memory.ts';
import type {Memory} from '../../harness/bisect/rounds.ts';
import {bisect} from '../../harness/bisect/search.ts';
import type {BuildRef} from '../../harness/results/bisection.ts';
import {always, bisectIn, failsFrom, stepsOf} from '../fixtures/bisection.ts';
import {folderWith} from '../fixtures/folder.ts';

const digest = ({name}: BuildRef): string => name;
const fileFor = async (t: ExecutionContext): Promise<string> => join(await folderWith(t, {}), 'rounds.jsonl');
const [build = {index: 0, name: ''}, other = build] = stepsOf(2);

test('stored rounds are read back, also by the next process', async t => {
	const file = await fileFor(t);
	const memory = openMemory(file, {digest, context: 'c'});
	memory.remember(build, [
		{cell: 'a', outcome: 'pass'},
		{cell: 'b', outcome: 'fail'},
	]);
	memory.remember(build, [{cell: 'a', outcome: 'fail'}]);
	for (const each of [memory, openMemory(file, {digest, context: 'c'})]) {
		t.deepEqual(each.recall(build, 'a'), ['pass', 'fail']);
		t.deepEqual(each.recall(build, 'b'), ['fail']);
		t.deepEqual(each.recall(other, 'a'), []);
	}
});

test('they count only for the same content in the same context', async t => {
	const file = await fileFor(t);
	openMemory(file, {digest, context: 'c'}).remember(build, [{cell: 'a', outcome: 'pass'}]);
	t.deepEqual(openMemory(file, {digest, context: 'd'}).recall(build, 'a'), []);
	t.deepEqual(openMemory(file, {digest: () => 'rebuilt', context: 'c'}).recall(build, 'a'), []);
	t.deepEqual(openMemory(file, {digest: () => build.name, context: 'c'}).recall(other, 'a'), ['pass']);
});

test('wherever a crash cuts the file, all lines except the last are read, and the next line is not lost', async t => {
	const file = await fileFor(t);
	const open = (): Memory => openMemory(file, {digest, context: 'c'});
	open().remember(build, [{cell: 'a', outcome: 'pass'}]);
	const whole = readFileSync(file, 'utf8');
	for (let length = 1; length < whole.length - 1; length += 5) {
		writeFileSync(file, whole + whole.slice(0, length));
		t.deepEqual(open().recall(build, 'a'), ['pass'], `at ${length}`);
		open().remember(build, [{cell: 'a', outcome: 'fail'}]);
		t.deepEqual(open().recall(build, 'a'), ['pass', 'fail'], `after ${length}`);
	}
});

test('lines of another version are left out', async t => {
	const file = await fileFor(t);
	appendFileSync(
		file,
		'{}\nnull\n{"schema":2,"key":"crun-0 c a","outcome":"pass"}\n{"schema":1,"key":"crun-0 c a","outcome":"odd"}\n',
	);
	t.deepEqual(openMemory(file, {digest, context: 'c'}).recall(build, 'a'), []);
});

const cells = {a: failsFrom(5), b: always('pass')};

test('wherever a bisection is interrupted, the next one runs only the rest', async t => {
	const {result: wanted, runs: all} = await bisectIn({builds: 9, cells});
	for (let stop = 0; stop < all.length; stop++) {
		const file = await fileFor(t);
		const known = openMemory(file, {digest, context: 'c'});
		let left = stop;
		const interrupted = bisect(stepsOf(9), {
			repeat: 3,
			known,
			cells: ['a', 'b'],
			run: async ({index}, wanted = []) => {
				if (left-- === 0) throw new Error('interrupted');
				return wanted.map(cell => ({cell, outcome: cell === 'a' ? failsFrom(5)(index, 0) : 'pass'}));
			},
		});
		await t.throwsAsync(interrupted, {message: 'interrupted'});
		const {result, runs} = await bisectIn(
			{builds: 9, cells},
			{cells: ['a', 'b'], known: openMemory(file, {digest, context: 'c'})},
		);
		t.deepEqual(result, wanted);
		t.is(runs.length, all.length - stop);
	}
});

test('without the names of the cells, only the first build runs once more to learn them', async t => {
	const file = await fileFor(t);
	await bisectIn({builds: 9, cells}, {known: openMemory(file, {digest, context: 'c'})});
	const {result, runs} = await bisectIn({builds: 9, cells}, {known: openMemory(file, {digest, context: 'c'})});
	t.true(result.found);
	t.deepEqual(runs, [{build: 0, cells: ['a', 'b']}]);
	t.like(result.log[0]?.cells[0], {cell: 'a', counts: {pass: 4}});
});

for (const outcome of ['error', 'miss', 'skip'] as const) {
	test(`${outcome} is not stored: it may be gone the next time`, async t => {
		const file = await fileFor(t);
		const open = () => ({cells: ['a'], known: openMemory(file, {digest, context: 'c'})});
		const {result} = await bisectIn({builds: 3, cells: {a: always(outcome)}}, open());
		t.like(result, {found: false, reason: 'trouble'});
		const later = await bisectIn({builds: 3, cells: {a: failsFrom(1)}}, open());
		t.like(later.result, {found: true, firstBad: {index: 1}});
		t.like(later.result.log[0]?.cells[0]?.counts, {pass: 3, [outcome]: 0});
	});
}

test('builds with the same content run once', async t => {
	const known = openMemory(await fileFor(t), {digest: ({index}) => (index < 5 ? 'old' : 'new'), context: 'c'});
	const {result, runs} = await bisectIn({builds: 9, cells}, {known});
	t.like(result, {found: true, firstBad: {index: 5}});
	t.deepEqual([...new Set(runs.map(({build: run}) => run))], [0, 8]);
});

test('the last failure of a cell is known, also from a file of an older netlock', async t => {
	const file = await fileFor(t);
	appendFileSync(file, `${JSON.stringify({schema: 1, key: `${build.name} c a`, outcome: 'fail'})}\n`);
	const memory = openMemory(file, {digest, context: 'c'});
	t.is(memory.failure(build, 'a'), undefined);
	for (const [outcome, run] of [
		['fail', 'runs/1'],
		['fail', 'runs/2'],
		['pass', 'runs/3'],
	] as const) {
		memory.remember(build, [{cell: 'a', outcome, run}]);
	}
	for (const each of [memory, openMemory(file, {digest, context: 'c'})]) {
		t.is(each.failure(build, 'a'), 'runs/2');
		t.deepEqual(each.recall(build, 'a'), ['fail', 'fail', 'fail', 'pass']);
		t.is(each.failure(other, 'a'), undefined);
	}
});
