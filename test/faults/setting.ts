// A run of a few cells that something is done to, and what is left of it afterwards.
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {label} from '../../harness/engine/labels.ts';
import {readEvents} from '../../harness/results/events.ts';
import {eventsFile, planFile, readPlan} from '../../harness/run/plan-file.ts';
import {netlockContainers} from '../e2e/engine.ts';
import {netlock, readResults, type Started, startNetlock} from '../e2e/netlock.ts';
import {eventually} from '../fixtures/processes.ts';

export type Setting = {
	/** For sockets and the like. */
	scratch: string;
	folder: string;
	/** Begins the run, and resolves once its first cell has ended. */
	begin: (words?: readonly string[], env?: Record<string, string>) => Promise<Started>;
};

/** `lost`: cells that had ended and are in no results. `orphans`: sandboxes that the next start leaves. */
export type Left = {
	exit: number | null;
	lost: number;
	orphans: number;
	blamed: string[];
	cells: number;
	verdicts: number;
};

export const selection = [
	'run',
	'--image',
	'debian-forky',
	'--runtime',
	'crun',
	'--lock',
	'nftables',
	'--core',
	'--jobs',
	'2',
];

export const newSetting = (): Setting => {
	const scratch = mkdtempSync(join(tmpdir(), 'netlock-faults-'));
	const folder = join(scratch, 'run');
	return {
		scratch,
		folder,
		begin: async (words = selection, env = {}) => {
			const run = startNetlock([...words, '--out', folder], env);
			let over = false;
			void run.ended.then(() => {
				over = true;
			});
			const log = eventsFile(folder);
			await eventually(
				() => over || (existsSync(log) && readFileSync(log, 'utf8').includes('cell-finished')) || undefined,
			);
			return run;
		},
	};
};

/** Processes that have the plan of the run in their environment: AVA, and what it started. */
export const processesOf = (folder: string): number[] =>
	readdirSync('/proc').flatMap(pid => {
		try {
			return readFileSync(join('/proc', pid, 'environ'), 'utf8').includes(`NETLOCK_PLAN=${folder}/`)
				? [Number(pid)]
				: [];
		} catch {
			return [];
		}
	});

/** Looks after the run has ended, and after the next netlock has started. Removes the folder. */
export const look = async ({folder, scratch}: Setting, exit: number | null): Promise<Left> => {
	// What is bound to end with its parent has some seconds for it.
	for (let tries = 0; tries < 100 && processesOf(folder).length > 0; tries++)
		await new Promise(resolve => setTimeout(resolve, 100));
	const left = processesOf(folder).length;
	if (!existsSync(join(folder, 'results.json'))) await netlock('report', folder);
	// Any command that makes images ready sweeps what is left of others.
	await netlock('list', '--build', '--image', 'debian-forky', '--scenario', 'unset-leaves-choice', '--lock', 'skip');
	const plan = await readPlan(planFile(folder));
	const {events} = readEvents(eventsFile(folder), plan.run);
	const ended = new Set(events.flatMap(each => (each.type === 'cell-finished' ? [each.cell] : [])));
	const {cells, causes = []} = readResults(folder);
	const reported = new Set(cells.map(({id}) => id));
	rmSync(scratch, {recursive: true, force: true});
	return {
		exit,
		lost: [...ended].filter(id => !reported.has(id)).length,
		orphans: left + (await netlockContainers(label.run, plan.run)).length,
		blamed: [...new Set(causes.map(({party}) => party))],
		cells: plan.cells.length,
		verdicts: cells.filter(({outcome}) => outcome !== 'error').length,
	};
};
