// A dump that succeeded: three layers to look at, and a restore.
import {setTimeout as sleep} from 'node:timers/promises';
import type {Method} from '../model/axes.ts';
import {carriedOver, updatedInPlace} from './carried-over.ts';
import {type CellContext, run} from './cell-context.ts';
import {requireDeclared} from './declared.ts';
import {forgetMethod} from './faults/forget-method.ts';
import {loseOpenFile, type OpenFile} from './faults/open-file.ts';
import {renewNetwork} from './faults/renew-network.ts';
import type {Instance} from './instance.ts';
import {holdFailedRestore, holdRestore, type Suspended} from './invariants.ts';
import {type ScriptsLayer, scriptsLayer} from './layers/action-scripts.ts';
import {type Failed, failed, failure} from './layers/failure.ts';
import {type ImageRuleset, imageRuleset} from './layers/image-ruleset.ts';
import {type KernelLayer, kernelLayer} from './layers/kernel.ts';
import {nothingIsLeftOutside} from './layers/left-behind.ts';
import {type RecordLayer, recordLayer} from './layers/record.ts';
import {type RequestLayer, requestLayer} from './layers/request.ts';
import {type Operation, operate} from './operation.ts';
import {askWithEveryOption} from './options/ask.ts';
import {type RestoredContainer, restored} from './restored.ts';
import type {RunningContainer} from './running.ts';

export type RestoreChoice = {
	/** Default: when the workload holds connections, and they are not to be closed. */
	tcpEstablished?: boolean;
	/** Restores established connections as closed ones: `--tcp-close`, which runc does not have. */
	tcpClose?: boolean;
	/** Further words for the command line, before the container's id. */
	words?: readonly string[];
	/** Asks the restore for this lock on the command line. */
	lock?: Method | undefined;
	/** Invariants that do not hold for this restore, and why. */
	except?: Suspended;
};

export type Checkpoint = {
	request: RequestLayer;
	record: RecordLayer;
	kernel: KernelLayer;
	scripts: ScriptsLayer;
	/** Makes inventory.img as CRIU before 3.16 wrote it: the method is not in it. */
	forgetMethod: () => Promise<void>;
	/** What was dumped with a network namespace of the container's own. */
	imageRuleset: ImageRuleset;
	/** Waits (ms), dumped: for a behaviour that takes time to show. */
	staysDumpedFor: (ms: number) => Promise<void>;
	/** Restores it. @throws Disagreement when that fails */
	restore: (choice?: RestoreChoice) => Promise<RestoredContainer>;
	/** Expects the restore to fail. @throws Disagreement when it succeeds */
	restoreFails: (choice?: RestoreChoice) => Promise<Failed>;
	/** Asks for a restore with every option that the runtime has: each changes its own field of the request and nothing else. */
	everyOptionKeepsToItself: () => Promise<void>;
	/** Takes the file away that the workload has open, so that a restore fails once it is well on its way. */
	loseOpenFile: () => Promise<OpenFile>;
	/** Makes the runtime forget what it still knows of the container, as `delete --force` does. */
	forget: () => Promise<void>;
	/** While the container is gone: no lock in the network namespace that outlives it, nor in the sandbox's own. */
	leftNoLock: () => Promise<void>;
	/** Takes the network down in which the container was, with the lock in it, and makes one like it anew. */
	renewNetwork: () => Promise<void>;
	/** Carries image and bundle to the scenario's destination; what is restored then is restored there. */
	carriedOver: () => Promise<Restorable>;
	/** Puts CRIU and libcriu of the scenario's destination in the place of those here; what is restored then is restored with them. */
	updatedInPlace: () => Promise<Restorable>;
};

/** A checkpoint that can be restored, here or elsewhere. */
export type Restorable = Pick<Checkpoint, 'restore' | 'restoreFails'>;

export type Dumped = {
	folders: {bundle: string; image: string; work: string};
	operation: Operation;
	/** The lock that CRIU was to use; undefined when that is not known. */
	method: Method | undefined;
	/** The workload's counter, just before. */
	counted: number;
	/** Command line of the process of the user's own bundle, just before. */
	program?: string | undefined;
};

export const checkpointed = (
	context: CellContext,
	instance: Instance,
	{folders, operation, method, counted, program}: Dumped,
	runningAgain: () => RunningContainer,
): Checkpoint => {
	let isRenewed = false;
	const undump = (choice: RestoreChoice): Promise<Operation> => {
		if (instance.topology.network.kind === 'path' && !isRenewed) requireDeclared(context, 'lasting-network');
		const {tcpClose = false, tcpEstablished = instance.workload.hasConnections && !tcpClose, lock} = choice;
		const lockWords = lock === undefined ? [] : ['--network-lock', lock];
		const words = [...lockWords, ...(tcpClose ? ['--tcp-close'] : []), ...(choice.words ?? [])];
		const argv = context.runtime.restore(instance.id, {folders, tcpEstablished, words});
		return operate(context, {kind: 'restore', argv, instance, folders, asked: lock});
	};
	// Whatever is asked of the restore, the dump's method counts. An engine makes the network anew.
	let stillLocked = instance.topology.network.kind === 'path' || instance.keptBy === undefined;
	return {
		request: requestLayer(context, operation, instance),
		record: recordLayer(operation),
		kernel: kernelLayer(operation),
		scripts: scriptsLayer(operation),
		forgetMethod: () => forgetMethod(context, folders.image),
		imageRuleset: imageRuleset(context, folders.image),
		staysDumpedFor: async ms => {
			context.commands.push(`sleep ${ms / 1000}`);
			await sleep(ms);
		},
		restore: async (choice = {}) => {
			const undumped = await undump(choice);
			if (undumped.exit !== 0) throw failure(context, undumped, instance);
			holdRestore({context, instance, operation: undumped, except: choice.except}, stillLocked ? method : undefined);
			stillLocked = false;
			return restored(context, instance, undumped, {counted, program, running: runningAgain()});
		},
		restoreFails: async (choice = {}) => {
			const undumped = await undump(choice);
			const words = failed(context, undumped, instance);
			holdFailedRestore({context, instance, operation: undumped, except: choice.except});
			return words;
		},
		everyOptionKeepsToItself: () => askWithEveryOption(context, {instance, kind: 'restore', folders}),
		loseOpenFile: () => loseOpenFile(context, instance),
		forget: async () => {
			await run(context, context.runtime.delete(instance.id));
		},
		leftNoLock: () => nothingIsLeftOutside(context, instance),
		renewNetwork: async () => {
			isRenewed = true;
			await renewNetwork(context, instance);
			stillLocked = false;
		},
		carriedOver: () => carriedOver(context, instance, {folders, operation, method, counted, program}),
		updatedInPlace: () => updatedInPlace(context, instance, {folders, operation, method, counted, program}),
	};
};
