// Runs the planned cells: starts AVA, hands its events on, and ends it when told to or when the engine is stuck.
import {EngineError} from '../engine/errors.ts';
import {type Event, parseEvent} from '../results/events.ts';
import type {RunPlan} from '../results/plan.ts';
import {limits} from '../support/limits.ts';
import {avaCommand, type Command, startAva} from './ava-process.ts';
import {cellsToRun} from './plan-file.ts';
import {watchSilence} from './silence.ts';

/** An engine can stop answering for good: Docker 20.10 does when it deadlocks in libnetwork. */
export class RunStuck extends EngineError {
	override name = 'RunStuck';
	constructor(running: readonly string[], limitMs: number) {
		super(
			`no cell began or ended for ${Math.round(limitMs / 60_000)} min: the engine does not answer any more`,
			`Waiting: ${running.join(', ') || 'the first cell'}\nWhat was finished is kept. End that engine (netlock’s own: kill the process in NETLOCK_HOME/engine/docker.pid), then run again.`,
		);
	}
}

/** Only files that have a cell to run: AVA fails a file without tests. Those with the longest cells come first. */
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
	/** Ends the cells that run. */
	signal: AbortSignal;
	/** Fires when the engine is gone: the cells that run cannot end any more. */
	lost?: AbortSignal;
	onEvent: (event: Event) => void;
	/** Milliseconds without an event after which the engine counts as stuck. */
	limitMs?: number;
	/** What is started with the plan in its environment and the pipe at descriptor 3. Default: AVA. */
	command?: Command;
};

/**
 * Resolves when all cells are done, or AVA has been ended because `signal` fired.
 * An event that cannot be read is a sign of life, no more: whoever reads the log names it.
 * @throws RunStuck, after it has ended AVA, when nothing happens for too long; the reason of `lost` when that fires
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
		// The sandboxes cannot be ended: the engine does not answer.
		void ava.kill();
	});
	const stop = (): void => void ava.end();
	signal.addEventListener('abort', stop, {once: true});
	const kill = (): void => {
		problem ??= lost?.reason;
		// Nothing in it can end in order.
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
