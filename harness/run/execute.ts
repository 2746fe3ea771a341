// Runs the planned cells: starts AVA, passes its events on, and ends it on a signal or when the engine is stuck.
import {EngineError} from '../engine/errors.ts';
import {type Event, parseEvent} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {limits} from '../support/limits.ts';
import {avaCommand, type Command, startAva} from './ava-process.ts';
import {cellsToRun} from './plan-file.ts';
import {watchSilence} from './silence.ts';

/** The engine stopped answering for good: Docker 20.10 does when it deadlocks in libnetwork. */
export class RunStuck extends EngineError {
	override name = 'RunStuck';
	constructor(running: readonly string[], limitMs: number) {
		super(
			`no cell began or ended for ${Math.round(limitMs / 60_000)} min: the engine does not answer any more`,
			`Waiting: ${running.join(', ') || 'the first cell'}\nWhat was finished is kept. End that engine (netlock’s own: kill the process in NETLOCK_HOME/engine/docker.pid), then run again.`,
		);
	}
}

/** Only files with a cell to run: AVA fails a file without tests. Files with the longest cells come first. */
export const filesToRun = (plan: RunPlan): string[] => {
	const longest = new Map<string, number>();
	for (const {scenario, took = 0} of cellsToRun(plan)) {
		const file = plan.scenarios.find(({id}) => id === scenario)?.file;
		if (file === undefined) continue;
		longest.set(file, Math.max(longest.get(file) ?? 0, took));
	}
	return [...longest].sort(([, one], [, other]) => other - one).map(([file]) => file);
};

export type ExecuteOptions = {
	/** Ends the running cells. */
	signal: AbortSignal;
	/** Fires when the engine is gone: the running cells cannot end any more. */
	lost?: AbortSignal;
	onEvent: (event: Event) => void;
	/** After this many milliseconds without an event the engine counts as stuck. */
	limitMs?: number;
	/** The command to start, with the plan in its environment and the pipe at descriptor 3. Default: AVA. */
	command?: Command;
};

/**
 * Resolves when all cells are done, or when AVA has ended because `signal` fired. An event that cannot be read still
 * counts as a sign of life. The reader of the log reports it.
 * @throws RunStuck, after it has ended AVA, when no event comes for too long; the reason of `lost` when that fires
 */
export const execute = async (plan: RunPlan, options: ExecuteOptions): Promise<void> => {
	const {signal, lost, onEvent, limitMs = limits.runSilenceMs} = options;
	const files = filesToRun(plan);
	if (files.length === 0 || signal.aborted) return;
	const {command = avaCommand(Math.min(files.length, Math.max(plan.jobs, 4)))} = options;
	const running = new Set<string>();
	let problem: unknown;
	const onLine = (line: string): void => {
		silence.heard();
		const parsed = parseEvent(line);
		if (!('value' in parsed)) return;
		const event = parsed.value;
		if (event.type === 'cell-started') running.add(event.cell);
		else running.delete(event.cell);
		try {
			onEvent(event);
		} catch (error) {
			giveUp(error);
		}
	};
	const ava = startAva(command, {folder: plan.folder, files, onLine});
	const giveUp = (error: unknown): void => {
		problem ??= error;
		void ava.end();
	};
	const silence = watchSilence(limitMs, () => {
		problem ??= new RunStuck([...running], limitMs);
		// The engine does not answer, so the sandboxes cannot be removed.
		void ava.kill();
	});
	const stop = (): void => void ava.end();
	signal.addEventListener('abort', stop, {once: true});
	const kill = (): void => {
		problem ??= lost?.reason;
		// Without an engine, nothing in AVA can end in order.
		void ava.kill();
	};
	if (lost?.aborted) kill();
	lost?.addEventListener('abort', kill, {once: true});
	try {
		await ava.ended;
	} finally {
		silence.stop();
		signal.removeEventListener('abort', stop);
		lost?.removeEventListener('abort', kill);
	}
	if (problem !== undefined) throw problem;
};
