// Measures large results: 1,000, 10,000 and 100,000 generated cells planned, recorded, collected and reported, each in
// its own process; and the size that a cell adds to index.html. Prints each number with its goal.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {locks} from '../harness/model/axes.ts';
import {planCells} from '../harness/plan/cells.ts';
import {renderHtml} from '../harness/report/html.ts';
import {openEventLog, readEvents} from '../harness/results/events.ts';
import {collectResults} from '../harness/run/finish.ts';
import {writeReports, writeResults} from '../harness/run/write-reports.ts';
import {runtimes} from '../harness/runtimes/runtime.ts';
import {plannedCell, readyBuild, readyImage, runPlan, scenarioOf} from '../test/fixtures/plan.ts';
import {largeCells, largeResults} from '../test/page/large-results.ts';
import {renderRow} from './row.ts';

/** `processor`: seconds of processor time, of all threads. */
type Size = {seconds: number; processor: number; megabytes: number};

const plan = (count: number): number =>
	planCells({
		images: Array.from({length: 20}, (_, index) => readyImage(`image-${index}`)),
		builds: [readyBuild('crun', 'crun')],
		runtimes,
		locks,
		scenarios: Array.from({length: Math.ceil(count / 20 / locks.length)}, (_, index) =>
			scenarioOf(`scenario-${index}`),
		),
		knownIssues: [],
		today: '2026-11-28',
	}).length;

/** A run of so many cells from its plan to its reports, without the cells. */
const whole = async (count: number): Promise<Size> => {
	const folder = mkdtempSync(join(tmpdir(), 'netlock-bench-size-'));
	const started = performance.now();
	const before = process.cpuUsage();
	plan(count);
	const planned = runPlan(
		folder,
		Array.from(largeCells(count), ({scenario, id, image, lock}) => plannedCell(scenario, {id, image, lock})),
	);
	const log = openEventLog(join(folder, 'events.jsonl'), planned.run);
	for (const result of largeCells(count)) {
		await log.append({type: 'cell-started', cell: result.id});
		await log.append({type: 'cell-finished', cell: result.id, result});
	}
	const logged = readEvents(join(folder, 'events.jsonl'), planned.run);
	const ended = {interrupted: false, command: 'netlock run', engine: '28', kernel: '6'};
	const results = collectResults(planned, logged, ended);
	if (results.cells.length !== count) throw new Error(`${results.cells.length} of ${count} cells`);
	writeResults(folder, results);
	await writeReports(folder, results, ['html', 'markdown']);
	const seconds = (performance.now() - started) / 1000;
	const {user, system} = process.cpuUsage(before);
	rmSync(folder, {recursive: true, force: true});
	return {seconds, processor: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024};
};

const inProcess = (count: number): Size | undefined => {
	const words = [
		'--disable-warning=ExperimentalWarning',
		'--max-old-space-size=6000',
		fileURLToPath(import.meta.url),
		String(count),
	];
	const {stdout, status} = spawnSync(process.execPath, words, {
		stdio: ['ignore', 'pipe', 'inherit'],
		encoding: 'utf8',
	});
	return status === 0 ? JSON.parse(stdout) : undefined;
};

const [, , cells] = process.argv;
if (cells !== undefined) {
	process.stdout.write(JSON.stringify(await whole(Number(cells))));
} else {
	const sizes = [1000, 10_000, 100_000].map(count => ({count, size: inProcess(count)}));
	for (const {count, size} of sizes) {
		if (size === undefined) {
			process.stdout.write(`${count} cells: not possible (goal 10 s: missed)\n`);
			continue;
		}
		const {seconds, processor, megabytes} = size;
		const goals = count === 100_000 ? {seconds: 10, megabytes: 500} : undefined;
		const what = `${count} cells planned, recorded, collected, reported`;
		process.stdout.write(renderRow({what, value: seconds, unit: 's', ...(goals && {goal: goals.seconds})}));
		process.stdout.write(renderRow({what: `${what}: processor time`, value: processor, unit: 's'}));
		process.stdout.write(
			renderRow({what: `${what}: memory`, value: megabytes, unit: 'MB', ...(goals && {goal: goals.megabytes})}),
		);
	}
	const [small, large] = [1000, 5000].map(count => renderHtml(largeResults(count)).length) as [number, number];
	const what = 'index.html, each further cell';
	process.stdout.write(renderRow({what, value: (large - small) / 4000 / 1000, unit: 'kB', goal: 0.4}));
}
