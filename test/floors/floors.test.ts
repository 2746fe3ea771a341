// The floors hold in this tree, and every rule about them refuses its violation.
import {readdirSync, readFileSync} from 'node:fs';
import test from 'ava';
import {project} from '../../harness/model/checkout.ts';
import {floors, only} from './floors.ts';
import {type Import, importsOf, readImports} from './imports.ts';
import {cyclesOf, fileCycles, refusal, roomCycles} from './rules.ts';

const imports = readImports(project.root, ['harness/**/*.ts', 'scenarios/*.ts']);

test('no import climbs', t => {
	t.true(imports.length > 500);
	t.deepEqual(
		imports.map(refusal).filter(each => each !== undefined),
		[],
	);
});

test('no cycle between rooms, and between files by value only the listed ones', t => {
	t.deepEqual(roomCycles(imports), []);
	t.deepEqual(fileCycles(imports), {unnamed: [], gone: []});
});

test('every room of harness/ is on one floor, and no other name is', t => {
	const rooms = readdirSync(`${project.root}/harness`).filter(name => !name.endsWith('.grit'));
	t.deepEqual(floors.flat().sort(), [...rooms.map(name => name.replace(/\.ts$/, '')), 'scenarios'].sort());
	t.deepEqual(
		Object.keys(only).filter(room => !floors.flat().includes(room)),
		[],
	);
});

const fileIn = (room: string): string =>
	room === 'scenarios'
		? 'scenarios/x.ts'
		: ['index', 'scenario'].includes(room)
			? `harness/${room}.ts`
			: `harness/${room}/x.ts`;
const importing = (from: string, to: string): Import => ({from: fileIn(from), to: fileIn(to), isType: true});

floors.forEach((rooms, index) => {
	const above = floors.slice(0, index).flat();
	for (const room of rooms) {
		test(`${room} may import no higher room and no room beside it`, t => {
			for (const other of [...above, ...rooms].filter(each => each !== room)) t.truthy(refusal(importing(room, other)));
			t.truthy(refusal({...importing(room, 'support'), to: 'test/fixtures/plan.ts'}));
		});
	}
});

for (const [room, allowed] of Object.entries(only)) {
	test(`${room} may import ${allowed.join(', ')} and nothing else`, t => {
		const others = floors.flat().filter(each => each !== room);
		t.deepEqual(
			others.filter(other => refusal(importing(room, other)) === undefined),
			others.filter(other => allowed.includes(other)),
		);
	});
}

test('a refusal names both files and the list', t => {
	t.is(
		refusal({from: 'harness/images/pull.ts', to: 'harness/run/run.ts', isType: true}),
		'harness/images/pull.ts imports harness/run/run.ts: run is not below images (test/floors/floors.ts)',
	);
	t.is(
		refusal({from: 'harness/garage/x.ts', to: 'harness/run/run.ts', isType: false}),
		'harness/garage/x.ts imports harness/run/run.ts: garage is on no floor in test/floors/floors.ts',
	);
});

const spellings: [text: string, isType: boolean][] = [
	["import {a} from '../run/run.ts';", false],
	["import '../run/run.ts';", false],
	["import type {A} from '../run/run.ts';", true],
	["import type * as run from '../run/run.ts';", true],
	["import {type A, b} from '../run/run.ts';", false],
	["export * from '../run/run.ts';", false],
	["export type {A} from '../run/run.ts';", true],
	["const {a} = await import('../run/run.ts');", false],
	["const a = (b: import('../run/run.ts').A) => b;", true],
	["type A = typeof import('../run/run.ts');", true],
];
for (const [text, isType] of spellings) {
	test(`seen: ${text}`, t => {
		t.deepEqual(importsOf('harness/images/x.ts', text), [
			{from: 'harness/images/x.ts', to: 'harness/run/run.ts', isType},
		]);
	});
}

test('packages are no rooms, and a file that cannot be parsed is an error', t => {
	t.deepEqual(importsOf('harness/images/x.ts', "import Docker from 'dockerode';"), []);
	t.throws(() => importsOf('harness/images/x.ts', 'import from;'), {message: /harness\/images\/x\.ts: /});
});

test('cycles are found, each once', t => {
	t.deepEqual(
		cyclesOf([
			['a', 'b'],
			['b', 'c'],
			['c', 'a'],
			['c', 'd'],
			['d', 'd'],
			['e', 'f'],
			['f', 'e'],
		]),
		[
			['a', 'b', 'c'],
			['e', 'f'],
		],
	);
	const pair: Import[] = [
		{from: 'harness/run/a.ts', to: 'harness/run/b.ts', isType: false},
		{from: 'harness/run/b.ts', to: 'harness/run/a.ts', isType: false},
	];
	t.deepEqual(fileCycles(pair).unnamed, [['harness/run/a.ts', 'harness/run/b.ts']]);
	t.deepEqual(fileCycles(pair.map(each => ({...each, isType: true}))).unnamed, []);
	t.is(fileCycles([]).gone.length, 1);
});

/** What docs/architecture.md has between the lines of ``` below "Floors". */
const documented = (): string[][] => {
	const text = readFileSync(`${project.root}/docs/architecture.md`, 'utf8');
	const [, block = ''] = /^### Floors\n.*?^```\n(.*?)^```/ms.exec(text) ?? [];
	return block
		.trim()
		.split('\n')
		.map(line => line.trim().split(/\s+/).slice(1));
};

test('docs/architecture.md shows the same floors', t => {
	t.deepEqual(
		documented(),
		floors.map(rooms => [...rooms]),
	);
});
