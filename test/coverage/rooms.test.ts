// Coverage of rooms: how it is counted, what is refused, and the rules of the list itself.
import test from 'ava';
import {floors} from '../floors/floors.ts';
import {hasCode, measureRooms, percentOf, problemsOf} from './measure.ts';
import {rooms, toRaise} from './rooms.ts';

const file = (covered: number, total: number) => ({lines: {covered, total}});

test('lines of all files of a room count together', t => {
	const summary = {
		total: file(1, 1),
		'/x/harness/run/a.ts': file(1, 2),
		'/x/harness/run/deep/b.ts': file(7, 8),
		'/x/harness/index.ts': file(0, 4),
	};
	t.deepEqual(measureRooms(summary, '/x'), [
		{room: 'index', percent: 0},
		{room: 'run', percent: 80},
	]);
});

test('a file with types only does not count; one constant makes it count', t => {
	const types = "// Types.\nimport type {A} from './a.ts';\n\n/** A. */\nexport type B = {a: A; b: 'x'};\n";
	t.false(hasCode(types));
	t.true(hasCode(`${types}export const b = 1;\n`));
});

test('percent are rounded down, so that rounding never reaches a minimum', t => {
	t.is(percentOf({covered: 7999, total: 10_000}), 79.9);
	t.is(percentOf({covered: 0, total: 0}), 100);
});

test('a room below its floor, a room without one, and a floor without a room are refused', t => {
	t.deepEqual(problemsOf([{room: 'run', percent: 80}], {run: {lines: 80}}), []);
	t.deepEqual(
		problemsOf(
			[
				{room: 'run', percent: 79.9},
				{room: 'new', percent: 100},
			],
			{run: {lines: 80}, old: {lines: 1}},
		),
		[
			'run: 79.9 % of lines by fast tests, the floor is 80 %',
			'new has no floor in test/coverage/rooms.ts',
			'old is in test/coverage/rooms.ts and no room of harness/',
		],
	);
});

test('every room of harness/ has a floor, and one below 80 says why', t => {
	const wanted = floors.flat().filter(room => room !== 'scenarios');
	t.deepEqual(Object.keys(rooms).sort(), wanted.sort());
	const low = Object.entries(rooms).filter(([, {lines, needsEngine}]) => lines < 80 && needsEngine === undefined);
	t.deepEqual(
		low.map(([room]) => room),
		[...toRaise],
	);
});
