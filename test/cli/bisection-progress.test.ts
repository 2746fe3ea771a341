// Progress of a bisection: a step that every round takes is shown once, and the cells of a round are counted.
import test from 'ava';
import {BisectionProgress} from '../../harness/cli/bisection-progress.ts';
import type {PlannedCell} from '../../harness/model/planned.ts';

test('a step is shown once, output each time, and the cells of each round from 0', t => {
	const lines: string[] = [];
	const progress = new BisectionProgress({step: (subject, step) => lines.push(`${subject}: ${JSON.stringify(step)}`)});
	const build = {index: 0, name: 'crun-1.9'};
	const cell: PlannedCell = {
		id: 'a',
		image: 'i',
		runtime: 'r',
		lock: 'skip',
		scenario: 's',
		expected: 'pass',
		knownIssues: [],
	};
	for (const _ of ['first round', 'second round']) {
		progress.step('debian-forky', {kind: 'build'});
		progress.step('debian-forky', {kind: 'output', line: 'a line'});
		progress.begin(build, {cells: [cell, cell]});
		progress.event(build, {type: 'cell-started'});
		progress.event(build, {type: 'cell-finished'});
	}
	const round = [
		'debian-forky: {"kind":"output","line":"a line"}',
		'crun-1.9: {"kind":"cells","done":0,"total":2}',
		'crun-1.9: {"kind":"cells","done":1,"total":2}',
	];
	t.deepEqual(lines, ['debian-forky: {"kind":"build"}', ...round, ...round]);
});
