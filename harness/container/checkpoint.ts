// A dump that succeeded: three layers to look at, and a restore.
import {setTimeout as sleep} from 'node:timers/promises';
import {type Failed, failed, failure} from './failure.ts';
import {type ImageRuleset, imageRuleset} from './image-ruleset.ts';
import type {Instance} from './instance.ts';
import type {Lab} from './lab.ts';
import {
	type KernelLayer,
	kernelLayer,
	type RecordLayer,
	type RequestLayer,
	recordLayer,
	requestLayer,
} from './layers.ts';
import {type Operation, operate} from './operation.ts';
import {type RestoredContainer, restored} from './restored.ts';
import type {RunningContainer} from './running.ts';

export type RestoreChoice = {
	/** Default: when the workload holds connections, and they are not to be closed. */
	tcpEstablished?: boolean;
	/** Restores established connections as closed ones: `--tcp-close`, which runc does not have. */
	tcpClose?: boolean;
	/** Further words for the command line, before the container's id. */
	words?: readonly string[];
};

export type Checkpoint = {
	request: RequestLayer;
	record: RecordLayer;
	kernel: KernelLayer;
	/** What was dumped with a network namespace of the container's own. */
	imageRuleset: ImageRuleset;
	/** Waits (ms), dumped: for a behaviour that takes time to show. */
	staysDumpedFor: (ms: number) => Promise<void>;
	/** Restores it. @throws Disagreement when that fails */
	restore: (choice?: RestoreChoice) => Promise<RestoredContainer>;
	/** Expects the restore to fail. @throws Disagreement when it succeeds */
	restoreFails: (choice?: RestoreChoice) => Promise<Failed>;
};

export type Dumped = {
	folders: {bundle: string; image: string; work: string};
	operation: Operation;
	/** The workload's counter, just before. */
	counted: number;
};

export const checkpointed = (
	lab: Lab,
	instance: Instance,
	{folders, operation, counted}: Dumped,
	runningAgain: () => RunningContainer,
): Checkpoint => {
	const undump = (choice: RestoreChoice): Promise<Operation> => {
		const {tcpClose = false, tcpEstablished = instance.workload.hasConnections && !tcpClose} = choice;
		const words = [...(tcpClose ? ['--tcp-close'] : []), ...(choice.words ?? [])];
		return operate(lab, 'restore', lab.runtime.restore(instance.id, {folders, tcpEstablished, words}), folders);
	};
	return {
		request: requestLayer(lab, operation),
		record: recordLayer(operation),
		kernel: kernelLayer(operation),
		imageRuleset: imageRuleset(lab, folders.image),
		staysDumpedFor: async ms => {
			lab.commands.push(`sleep ${ms / 1000}`);
			await sleep(ms);
		},
		restore: async (choice = {}) => {
			const undumped = await undump(choice);
			if (undumped.exit !== 0) throw failure(lab, undumped);
			return restored(lab, instance, undumped, {counted, running: runningAgain()});
		},
		restoreFails: async (choice = {}) => failed(lab, await undump(choice)),
	};
};
