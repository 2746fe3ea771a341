// A run with a few cells for one fault, and what the run leaves behind.
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import type Docker from 'dockerode';
import {clientFor} from '../../harness/engine/client.ts';
import {label} from '../../harness/engine/labels.ts';
import {sweepOrphans} from '../../harness/engine/sweep.ts';
import {readEvents} from '../../harness/results/events.ts';
import {eventsFile, planFile, readPlan} from '../../harness/run/plan-file.ts';
import {engine} from '../e2e/engine.ts';
import {type Ended, firstCellEnded, readResults, type Started, startNetlock} from '../e2e/netlock.ts';
import {processesOf} from '../fixtures/processes.ts';

export type Setting = {
	/** For sockets and other small files. */
	scratch: string;
	folder: string;
	docker: Docker;
	/** Starts the run, and resolves after its first cell. */
	begin: (words?: readonly string[], env?: Record<string, string>) => Promise<Started>;
	/** Starts the run, and resolves at once. */
	start: (words?: readonly string[], env?: Record<string, string>) => Started;
	netlock: (...words: string[]) => Promise<Ended>;
};

/**
 * `lost`: cells that had ended and are in no results. `orphans`: sandboxes that the next netlock leaves. `hit`: cells
 * that did not pass.
 */
export type Left = {
	exit: number | null;
	lost: number;
	orphans: number;
	blamed: string[];
	cells: number;
	verdicts: number;
	hit: number;
	reasons: string[];
	/** The last words of a run that netlock gave up itself. */
	said?: string | undefined;
};

const cells = ['run', '--image', 'debian-forky', '--runtime', 'crun', '--lock', 'nftables'];
export const selection = [...cells, '--core', '--jobs', '2'];

/** Three cells, one after the other. */
export const three = [
	...cells,
	...['explicit-is-honoured', 'nothing-left-behind', 'left-after-leave-running'].flatMap(each => ['--scenario', each]),
	...['--jobs', '1'],
];

const scratches: string[] = [];

/** Removes the folders of all earlier settings. */
export const removeSettings = (): void => {
	for (const scratch of scratches.splice(0)) rmSync(scratch, {recursive: true, force: true});
};

/** `env`: where netlock finds its engine, if it is not the common one. */
export const newSetting = async (env: Record<string, string> = {}): Promise<Setting> => {
	const scratch = mkdtempSync(join(tmpdir(), 'netlock-faults-'));
	scratches.push(scratch);
	const folder = join(scratch, 'run');
	const docker = env.DOCKER_HOST === undefined ? (await engine()).docker : clientFor(env.DOCKER_HOST);
	const start: Setting['start'] = (words = selection, more = {}) =>
		startNetlock([...words, '--out', folder], {...env, ...more});
	return {
		scratch,
		folder,
		docker,
		start,
		begin: async (words, more) => {
			const run = start(words, more);
			await firstCellEnded(run, folder);
			if (!existsSync(planFile(folder))) throw new Error(`there was no run: ${(await run.ended).stderr}`);
			return run;
		},
		netlock: (...words) => startNetlock(words, env).ended,
	};
};

/** Runs the cells without a verdict. `exit` is the status of the run. It stays, unless these cells cannot run. */
export const resumed = async ({netlock, folder}: Setting, exit: number | null): Promise<number | null> => {
	const rest = await netlock('run', '--resume', folder);
	// 2: every cell has a verdict.
	return rest.exit === 0 || rest.exit === 2 ? exit : rest.exit;
};

/** `netlock: the engine at … is gone`: the last message of a run. */
const lastMessage = (stderr: string): string | undefined =>
	[...stderr.matchAll(/^netlock: (.+)$/gm)].map(([, words]) => words).findLast(words => !/ cells\b/.test(words ?? ''));

/** Looks after the run has ended, and after the next netlock has started. `stderr`: of the run, if it may have been given up. */
export const look = async (setting: Setting, exit: number | null, stderr = ''): Promise<Left> => {
	const {folder, docker, netlock} = setting;
	// Processes that must end with their parent have some seconds for it.
	for (let tries = 0; tries < 100 && processesOf(folder).length > 0; tries++) await sleep(100);
	const left = processesOf(folder).length;
	if (!existsSync(join(folder, 'results.json'))) await netlock('report', folder);
	// As every next start of netlock does.
	await sweepOrphans(docker);
	const plan = await readPlan(planFile(folder));
	const {events} = readEvents(eventsFile(folder), plan.run);
	const ended = new Set(events.flatMap(each => (each.type === 'cell-finished' ? [each.cell] : [])));
	const {cells, causes = []} = readResults(folder);
	const reported = new Set(cells.map(({id}) => id));
	const orphans = await docker.listContainers({all: true, filters: {label: [`${label.run}=${plan.run}`]}});
	return {
		exit,
		lost: [...ended].filter(id => !reported.has(id)).length,
		orphans: left + orphans.length,
		blamed: [...new Set(causes.map(({party}) => party))],
		cells: plan.cells.length,
		verdicts: cells.filter(({outcome}) => outcome !== 'error').length,
		hit: cells.filter(({outcome}) => outcome === 'fail' || outcome === 'error').length,
		reasons: causes.map(({party, title}) => `${party}: ${title}`),
		said: lastMessage(stderr),
	};
};
