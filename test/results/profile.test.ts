// Phases of a run as a trace for browsers: overlapping ones have separate lines, and a cell's phases are on its line.
import test from 'ava';
import {type ProfiledPhase, profileOf} from '../../harness/results/profile.ts';

const otherData = {run: 'r1', machine: {processor: 500, started: 40}, netlock: 200};
const phase = (of: ProfiledPhase['of'], name: string, start: number, took: number, cell?: string): ProfiledPhase => ({
	...{of, name, start, took},
	...(cell !== undefined && {cell}),
});
/** `group/line name`, in order. */
const shown = (phases: readonly ProfiledPhase[]): string[] =>
	profileOf(phases, otherData).traceEvents.flatMap(({ph, pid, tid, name}) =>
		ph === 'X' ? [`${pid}/${tid} ${name}`] : [],
	);

test('cells that run at the same time have a line each, with their phases; a later one takes the first free line', t => {
	t.deepEqual(
		shown([
			phase('cell', 'open', 10, 5, 'a'),
			phase('cell', 'a', 10, 20, 'a'),
			phase('cell', 'b', 15, 30, 'b'),
			phase('cell', 'open', 15, 5, 'b'),
			phase('cell', 'c', 30, 5, 'c'),
		]),
		['1/0 a', '1/0 open', '1/1 b', '1/1 open', '1/0 c'],
	);
});

test('a phase before the start of a cell is on no cell’s line', t => {
	const phases = [phase('cell', 'a', 0, 9, 'a'), phase('cell', 'start', 5, 3, 'b'), phase('cell', 'b', 10, 9, 'b')];
	t.deepEqual(shown(phases), ['1/0 a', '2/0 start', '1/0 b']);
});

test('overlapping calls to the engine are separate; phases of netlock are one line', t => {
	const phases = [
		phase('engine', 'GET /info', 0, 9),
		phase('engine', 'GET /_ping', 5, 1),
		phase('netlock', 'cells', 0, 9),
	];
	t.deepEqual(shown(phases), ['3/0 GET /info', '0/0 cells', '3/1 GET /_ping']);
});

test('times are microseconds, and the other fields of a phase stay', t => {
	const {traceEvents} = profileOf([{...phase('cell', 'a', 1.5, 0.25, 'a'), args: {started: 7}}], otherData);
	t.like(traceEvents.at(-1), {ts: 1500, dur: 250, cat: 'cell', args: {started: 7}});
});
