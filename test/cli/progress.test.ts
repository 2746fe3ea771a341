// Progress: plain lines on a pipe, one line that is redrawn on a terminal.
import test from 'ava';
import {Progress} from '../../harness/cli/progress.ts';
import type {Event} from '../../harness/results/events.ts';
import type {RunPlan} from '../../harness/results/plan.ts';
import {plannedCell} from '../fixtures/plan.ts';
import {makeCell} from '../fixtures/results.ts';

const at = {image: 'debian-forky', runtime: 'crun', lock: 'skip', scenario: 'one'} as const;
const cell = makeCell(at);
const planned = plannedCell('one');
const settled = plannedCell('one', {settled: {outcome: 'skip', reason: 'no'}});
const plan = (changes: Partial<RunPlan>): RunPlan => ({
	schema: 1,
	run: 'run',
	started: '2026-11-28T00:00:00.000Z',
	endpoint: 'unix:///run/docker.sock',
	jobs: 4,
	repeat: 1,
	owner: 'host:1',
	folder: '/reports/run',
	images: [],
	builds: [],
	scenarios: [],
	cells: [planned, planned, settled],
	...changes,
});
const log = {schema: 1, run: 'run', time: '2026-11-28T00:00:00.000Z', cell: cell.id} as const;
const started: Event = {...log, type: 'cell-started'};
const finished = (changes: Partial<typeof cell> = {}): Event => ({
	...log,
	type: 'cell-finished',
	result: {...cell, ...changes},
});

const show = (interactive: boolean, use: (progress: Progress) => void, columns = 80): string => {
	let text = '';
	const output = {
		columns,
		write: (more: string) => {
			text += more;
		},
	};
	use(new Progress(output, interactive));
	return text;
};

test('on a pipe each step is a line, and output of a build is not shown', t => {
	const text = show(false, progress => {
		progress.step('debian-forky', {kind: 'build'});
		progress.step('debian-forky', {kind: 'output', line: 'Step 1/9'});
		progress.step('crun', {kind: 'cells', done: 1, total: 2});
	});
	t.regex(text, /^netlock: preparing debian-forky: .*\n$/);
});

test('on a terminal one line is redrawn, and never longer than the terminal', t => {
	const text = show(true, progress => progress.step('debian-forky', {kind: 'output', line: 'x'.repeat(200)}), 20);
	t.true(text.startsWith('\r\u001b[Kdebian-forky: '));
	t.true(text.replace('\r\u001b[K', '').length < 20, text);
	t.false(text.includes('\n'));
});

test('a run begins with its counts and ends with how many cells ran', t => {
	const text = show(false, progress => {
		progress.begin(plan({repeat: 3}));
		for (let round = 0; round < 6; round++) {
			progress.event(started);
			progress.event(finished());
		}
		progress.end();
	});
	const [first = '', last = '', ...more] = text.split('\n').filter(line => line !== '');
	t.is(first, 'netlock: 2 cells to run, 3 times each, 4 at a time; 1 cannot run; /reports/run');
	t.regex(last, /^netlock: 6 of 6 cells ran in \S+/);
	t.deepEqual(more, []);
});

test('an unexpected cell is named at once, with its layer and reason, and counted', t => {
	const text = show(true, progress => {
		progress.begin(plan({}));
		progress.event(started);
		progress.event(finished({outcome: 'fail', unexpected: true, layer: 'kernel', reason: 'no lock'}));
	});
	t.true(text.includes(`netlock: fail, unexpected: ${cell.id}: kernel: no lock\n`));
	t.regex(text, /1\/2 cells, 1 unexpected, about \S+/);
});

test('text of a build cannot steer the terminal', t => {
	const text = show(false, progress => progress.note('red \u001b[31m'));
	t.false(text.includes('\u001b'));
});
