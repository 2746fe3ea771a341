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
	command: 'netlock run',
	endpoint: 'unix:///run/docker.sock',
	engine: '28.1 (given)',
	kernel: '6.18.44',
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

const show = (interactive: boolean, use: (progress: Progress) => void, columns = 80, now?: () => number): string => {
	let text = '';
	const output = {
		columns,
		write: (more: string) => {
			text += more;
		},
	};
	use(new Progress(output, interactive, now));
	return text;
};

test('on a pipe, steps without problems are one line, as a sign of life', t => {
	const text = show(false, progress => {
		progress.step('debian-forky', {kind: 'build'});
		progress.step('debian-forky', {kind: 'output', line: 'Step 1/9'});
		progress.step('crun', {kind: 'cells', done: 1, total: 2});
	});
	t.regex(text, /^netlock: preparing debian-forky: .*\n$/);
});

test('on a terminal one line is redrawn, and is never longer than the terminal', t => {
	const text = show(true, progress => progress.step('debian-forky', {kind: 'output', line: 'x'.repeat(200)}), 20);
	t.true(text.startsWith('\r\u001b[Kdebian-forky: '));
	t.true(text.replace('\r\u001b[K', '').length < 20, text);
	t.false(text.includes('\n'));
});

test('a run without problems is one line on a pipe: its counts', t => {
	const text = show(false, progress => {
		progress.begin(plan({repeat: 3}));
		for (let round = 0; round < 6; round++) {
			progress.event(started);
			progress.event(finished());
		}
		progress.end();
	});
	const [first = '', ...more] = text.split('\n').filter(line => line !== '');
	t.is(first, 'netlock: 2 cells to run, 3 times each, 4 at a time; 1 does not apply; /reports/run');
	t.deepEqual(more, []);
});

test('cells that do not run are counted by why', t => {
	const begun = (changes: Partial<RunPlan>): string => show(false, progress => progress.begin(plan(changes)));
	t.is(
		begun({cells: [planned, settled, settled], done: [planned.id]}),
		'netlock: 0 cells to run; 1 was measured earlier; 2 do not apply; /reports/run\n',
	);
	const unable = plannedCell('one', {settled: {outcome: 'miss', reason: 'no'}});
	t.is(begun({cells: [planned, unable]}), 'netlock: 1 cell to run, 4 at a time; 1 cannot run; /reports/run\n');
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

test('on a pipe a sign of life comes every 30 seconds at most, and a problem comes at once', t => {
	let seconds = 0;
	const text = show(
		false,
		progress => {
			for (; seconds < 120; seconds++) {
				progress.step('debian-forky', {kind: 'output', line: `line ${seconds}`});
				if (seconds === 70) progress.step('debian-forky', {kind: 'try again', problem: 'the pull broke off'});
			}
			progress.step('images', {kind: 'images ready', ready: 4, built: 0});
			progress.begin(plan({repeat: 100}));
			for (let cells = 0; cells < 100; cells++, seconds++) progress.event(finished());
		},
		80,
		() => seconds * 1000,
	);
	const lines = text.trimEnd().split('\n');
	t.deepEqual(lines.slice(0, 5), [
		'netlock: preparing debian-forky: line 0',
		'netlock: preparing debian-forky: line 30',
		'netlock: preparing debian-forky: line 60',
		'netlock: preparing debian-forky: the pull broke off; trying again',
		'netlock: preparing debian-forky: line 90',
	]);
	t.regex(lines[5] ?? '', /^netlock: 2 cells to run, 100 times each/);
	t.deepEqual(
		lines.slice(6).map(line => line.replace(/,.*/, '')),
		['netlock: 31/200 cells', 'netlock: 61/200 cells', 'netlock: 91/200 cells'],
	);
});

test('the first ten unexpected cells are named at once, and the rest is counted', t => {
	const text = show(false, progress => {
		progress.begin(plan({}));
		for (let cells = 0; cells < 500; cells++) progress.event(finished({outcome: 'fail', unexpected: true}));
	});
	const lines = text.trimEnd().split('\n');
	t.is(lines.filter(line => line.startsWith('netlock: fail, unexpected: ')).length, 10);
	t.is(lines.at(-1), 'netlock: further unexpected cells are counted, and listed at the end');
});

for (const interactive of [true, false]) {
	test(`a warning that no report repeats stays on ${interactive ? 'a terminal' : 'a pipe'}`, t => {
		const text = show(interactive, progress => {
			progress.step('known issue ours', {kind: 'known issue matches nothing', key: 'scenario', glob: 'tcp-vet'});
			progress.step('known issue old', {kind: 'known issue expired', expires: '2026-01-01', bug: 'https://bug'});
			progress.step('debian-forky', {kind: 'recorded otherwise', recorded: 'nftables', held: 'iptables'});
			progress.step('engine', {kind: 'engine', endpoint: 'unix:///s'});
		});
		for (const subject of ['known issue ours', 'known issue old', 'debian-forky']) {
			t.regex(text, new RegExp(`netlock: ${subject}: .+\n`));
		}
	});
}
