// Runs the planned cells: starts AVA, follows the event log, and ends everything when told to.
import {spawn} from 'node:child_process';
import {closeSync, openSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {EngineError} from '../engine/errors.ts';
import {project} from '../model/checkout.ts';
import {type Event, readEvents} from '../results/events.ts';
import {eventsFile, planFile, type RunPlan} from './plan-file.ts';

/**
 * An engine can stop answering for good: Docker 20.10 does when it deadlocks in libnetwork. No cell takes this long.
 */
const patience = 5 * 60_000;

export class RunStuck extends EngineError {
	override name = 'RunStuck';
	constructor(running: readonly string[], limit: number) {
		super(
			`no cell began or ended for ${Math.round(limit / 60_000)} min: the engine does not answer any more`,
			`Waiting: ${running.join(', ') || 'the first cell'}\nWhat was finished is kept. End that engine (netlock’s own: kill the process in NETLOCK_HOME/engine/docker.pid), then run again.`,
		);
	}
}

/** AVA's own output, for when a scenario file does not load. */
const avaLog = (folder: string): string => join(folder, 'ava.log');

const pollInterval = 200;

/** Only files that have a cell to run: AVA fails a file without tests. */
const filesToRun = ({cells, scenarios}: RunPlan): string[] => {
	const wanted = new Set(cells.filter(({settled}) => settled === undefined).map(({scenario}) => scenario));
	return [...new Set(scenarios.filter(({id}) => wanted.has(id)).map(({file}) => file))];
};

/** The process group of AVA: it is its own, so that Ctrl-C reaches netlock alone. */
const endGroup = async (pid: number, hasEnded: () => boolean): Promise<void> => {
	const kill = (signal: NodeJS.Signals): void => {
		try {
			process.kill(-pid, signal);
		} catch {
			// Gone already.
		}
	};
	kill('SIGTERM');
	for (let waited = 0; waited < 3000 && !hasEnded(); waited += 50) await sleep(50);
	kill('SIGKILL');
};

/**
 * Resolves when all cells are done, or AVA has been ended because `signal` fired.
 * @throws RunStuck, after it has ended AVA, when nothing happens for too long
 */
export const execute = async (
	plan: RunPlan,
	{
		signal,
		onEvent,
		limit = patience,
	}: {signal: AbortSignal; onEvent: (event: Event) => void /** Milliseconds without an event. */; limit?: number},
): Promise<void> => {
	const files = filesToRun(plan);
	if (files.length === 0) return;
	const output = openSync(avaLog(plan.folder), 'a');
	const concurrency = String(Math.min(files.length, Math.max(plan.jobs, 4)));
	const ava = join(project.root, 'node_modules/ava/entrypoints/cli.js');
	const child = spawn(process.execPath, [ava, '--concurrency', concurrency, ...files], {
		cwd: project.root,
		detached: true,
		stdio: ['ignore', output, output],
		env: {...process.env, NETLOCK_PLAN: planFile(plan.folder), NO_COLOR: '1'},
	});
	closeSync(output);
	let ended = false;
	const end = new Promise<void>(resolve => {
		child.on('exit', () => {
			ended = true;
			resolve();
		});
	});
	const stop = (): void => {
		if (child.pid !== undefined) void endGroup(child.pid, () => ended);
	};
	signal.addEventListener('abort', stop, {once: true});
	let seen = 0;
	let lastChange = performance.now();
	let stuck: RunStuck | undefined;
	const running = new Set<string>();
	const follow = (): void => {
		const events = readEvents(eventsFile(plan.folder));
		for (const event of events.slice(seen)) {
			if (event.type === 'cell-started') running.add(event.cell);
			else running.delete(event.cell);
			onEvent(event);
		}
		if (events.length > seen) lastChange = performance.now();
		seen = events.length;
		if (stuck === undefined && performance.now() - lastChange > limit) {
			stuck = new RunStuck([...running], limit);
			stop();
		}
	};
	const timer = setInterval(follow, pollInterval);
	await end;
	clearInterval(timer);
	signal.removeEventListener('abort', stop);
	follow();
	if (stuck) throw stuck;
};
