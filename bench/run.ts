// Measures the cost of netlock: whole cells (a sandbox each, four layers of evidence) against a bare shell loop of the
// same checkpoint/restore cycles in one sandbox, in one run, medians of several rounds. Prints each number with its
// goal.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {dir} from 'tmp-promise';
import {defaultJobs} from '../harness/cli/options.ts';
import {measuredIn} from '../harness/report/verdict.ts';
import {readEvents} from '../harness/results/events.ts';
import {profile} from '../harness/results/profile.ts';
import {netlock, netlockRun, readResults, startNetlock} from '../test/e2e/netlock.ts';
import {bareLoop} from './bare-loop.ts';
import {type Cost, measured, median, otherLoad} from './measure.ts';
import {type Row, renderRow, renderUnmeasured} from './row.ts';

const rounds = 5;
const cycles = 20;
const repeat = 13;
const one = [
	'--image',
	'debian-forky',
	'--runtime',
	'crun',
	'--libcriu',
	'package',
	'--lock',
	'nftables',
	'--scenario',
	'explicit-is-honoured',
];

/** `first`: milliseconds from the start to the first cell. `own`: of processor time of netlock's own process. */
type Ran = Cost & {first: number; cells: number; own: number};

/** The same cell so many times. */
const run = async (times: number, jobs: number): Promise<Ran> => {
	const {path: out, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-bench-'});
	try {
		const began = Date.now();
		const words = ['run', ...one, '--repeat', String(times), '--jobs', String(jobs), '--profile', '--out', out];
		const {value, ...cost} = await measured(() => netlock(...words));
		if (value.exit !== 0) throw new Error(`netlock ${words.join(' ')} failed: ${value.stderr}`);
		const {events} = readEvents(join(out, 'events.jsonl'), readResults(out).run.id);
		const all = events.map(({time}) => Date.parse(time));
		const {otherData} = profile.parse(JSON.parse(readFileSync(join(out, 'profile.json'), 'utf8')));
		return {
			...cost,
			first: Math.min(...all) - began,
			cells: Math.max(...all) - Math.min(...all),
			own: otherData.netlock,
		};
	} finally {
		await cleanup();
	}
};

const several = async <Value>(work: () => Promise<Value>): Promise<(of: (value: Value) => number) => number> => {
	const values: Value[] = [];
	for (let round = 0; round < rounds; round++) values.push(await work());
	return of => median(values.map(of));
};

/** The core of the matrix, as it is. */
const core = async (): Promise<{perCell: number; ran: number; jobs: number}> => {
	const {results} = await netlockRun(
		'--core',
		'--scenario',
		'explicit-is-honoured',
		'--scenario',
		'unset-leaves-choice',
	);
	const ran = results.cells.filter(({evidence}) => evidence !== undefined).length;
	const wall = Date.parse(results.run.finished) - Date.parse(results.run.started);
	return {perCell: wall / ran, ran, jobs: results.run.jobs};
};

/** Scenarios without a known issue there, so that each of their cells may be known from the run before. */
const unchanged = ['tcp-*', 'netns-*', 'explicit-is-honoured', 'unset-leaves-choice'];

/** A run in which nothing has changed, beside the one that measured its cells. */
const again = async (): Promise<Row> => {
	const {path: folder, cleanup} = await dir({unsafeCleanup: true, prefix: 'netlock-bench-again-'});
	const place = ['--image', 'debian-forky', '--runtime', 'crun', '--libcriu', 'package'];
	const scenarios = unchanged.flatMap(each => ['--scenario', each]);
	const timed = async (out: string, ...more: string[]): Promise<{wall: number; cached: number; cells: number}> => {
		const words = ['run', ...place, ...scenarios, '--out', join(folder, out), ...more];
		// On CI every cell runs.
		const {wall} = await measured(() => startNetlock(words, {CI: 'false'}).ended);
		const cells = measuredIn(readResults(join(folder, out)).cells);
		return {wall, cells: cells.length, cached: cells.filter(({cached}) => cached).length};
	};
	try {
		const whole = await timed('whole', '--fresh');
		const rerun = await timed('rerun');
		const what = `a rerun in which nothing changed (${rerun.cached} of ${rerun.cells} cells known) ÷ the whole`;
		return {what, value: (100 * rerun.wall) / whole.wall, unit: '%', goal: 3};
	} finally {
		await cleanup();
	}
};

const print = (text: string): void => void process.stdout.write(text);
const jobs = defaultJobs();

const load = await otherLoad();
/** The machine's own services always use a little processor time. */
const isBusy = load > 0.15;
print(`other load before: ${load.toFixed(2)} processors; medians of ${rounds}\n`);
const loop = await several(() => bareLoop(cycles));
const single = await several(() => run(1, 1));
const serial = await several(() => run(repeat, 1));
const parallel = await several(() => run(repeat, jobs));
const bare: Cost = {wall: loop(({wall}) => wall), processor: loop(({processor}) => processor)};
const further = (of: (ran: Ran) => number, ran: typeof parallel): number => (ran(of) - single(of)) / (repeat - 1);
const perCell = further(({processor}) => processor, parallel);
const wallPerCell = parallel(({cells}) => cells) / repeat;

const rows: Row[] = [
	{what: 'bare loop, per cycle: wall', value: bare.wall, unit: 'ms'},
	{what: 'bare loop, per cycle: processor time', value: bare.processor, unit: 'ms'},
	{what: `a cell, --jobs ${jobs}: wall`, value: wallPerCell, unit: 'ms'},
	{what: `a cell, --jobs ${jobs}: processor time of the machine`, value: perCell, unit: 'ms'},
	{what: 'a cell, --jobs 1: wall', value: serial(({cells}) => cells) / repeat, unit: 'ms'},
	{
		what: 'a cell, --jobs 1: processor time of the machine',
		value: further(({processor}) => processor, serial),
		unit: 'ms',
	},
	{what: 'processor time of a cell ÷ of a bare cycle', value: perCell / bare.processor, unit: '×', goal: 1.3},
	{what: 'wall of a cell ÷ of a bare cycle', value: wallPerCell / bare.wall, unit: '×', goal: 0.5},
	{what: 'from `netlock run` to the first cell', value: single(({first}) => first) / 1000, unit: 's', goal: 0.8},
	{what: 'a whole run of one cell: wall', value: single(({wall}) => wall) / 1000, unit: 's', goal: 1.2},
	{what: 'a whole run of one cell: processor time', value: single(({processor}) => processor) / 1000, unit: 's'},
	{what: 'netlock’s own process, per further cell', value: further(({own}) => own, parallel), unit: 'ms'},
];
for (const each of [...rows, await again()]) print(renderRow(each, isBusy));
print(
	renderUnmeasured(
		'.ci/run on a fresh machine / warm (goal 12 / 6 min)',
		'takes the machine for itself: time it there',
	),
);
print(renderUnmeasured('crun’s Python test and a bats file of the same cycle', 'their sources are not at hand'));

const {perCell: corePerCell, ran, jobs: coreJobs} = await core();
print(`bare shell loop, one sandbox, no evidence: ${Math.round(bare.wall)} ms per cycle (${cycles} cycles)\n`);
print(
	`netlock run, a sandbox per cell, four layers: ${Math.round(corePerCell)} ms per cell (${ran} cells, ${coreJobs} at a time)\n`,
);
print(`ratio: ${(corePerCell / bare.wall).toFixed(2)}\n`);
