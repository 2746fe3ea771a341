// A successful dump: it gives access to three layers of evidence, and can be restored.
import {setTimeout as sleep} from 'node:timers/promises';
import type {Method} from '../model/axes.ts';
import {asCopy, carriedOver, moved, runtimeUpdated, updatedInPlace} from './carried-over.ts';
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
import {type SavedLog, saveLog} from './output.ts';
import {type RestoredContainer, restored} from './restored.ts';
import type {RunningContainer} from './running.ts';

export type RestoreChoice = {
	/** Default: true if the workload has connections and `tcpClose` is not set. */
	tcpEstablished?: boolean;
	/** Restores established connections as closed ones: `--tcp-close`, which runc does not have. */
	tcpClose?: boolean;
	/** More words for the command line, before the container's id. */
	words?: readonly string[];
	/** Lock that the restore asks for on the command line. */
	lock?: Method | undefined;
	/** Invariants that do not hold for this restore, and why. */
	except?: Suspended;
};

export type Checkpoint = {
	request: RequestLayer;
	record: RecordLayer;
	kernel: KernelLayer;
	scripts: ScriptsLayer;
	/** Rewrites inventory.img in the form of CRIU before 3.16, which did not record the method. */
	forgetMethod: () => Promise<void>;
	/** The rulesets in the image files, for a container with its own network namespace. */
	imageRuleset: ImageRuleset;
	/** Keeps the container dumped for this long (ms), for behaviour that takes time to show. */
	staysDumpedFor: (ms: number) => Promise<void>;
	/** Restores the container. @throws Disagreement when the restore fails */
	restore: (choice?: RestoreChoice) => Promise<RestoredContainer>;
	/** Expects the restore to fail. @throws Disagreement when it succeeds */
	restoreFails: (choice?: RestoreChoice) => Promise<Failed>;
	/**
	 * Asks for a restore with every option of the runtime. Each option must change its own field of the request and
	 * nothing else.
	 */
	everyOptionKeepsToItself: () => Promise<void>;
	/** Removes the file that the workload has open, so that a restore fails late. */
	loseOpenFile: () => Promise<OpenFile>;
	/** Keeps the log file of a workload that speaks, as it is now, for a second restore. */
	saveLog: () => Promise<SavedLog>;
	/** Makes the runtime forget the container, as `delete --force` does. */
	forget: () => Promise<void>;
	/**
	 * Asserts, while the container is dumped, that no lock is left in the network namespace that outlives it, nor in the
	 * sandbox's own.
	 */
	leftNoLock: () => Promise<void>;
	/** Deletes the container's network, with the lock in it, and makes a new one with the same name and addresses. */
	renewNetwork: () => Promise<void>;
	/** Copies image files and bundle to the scenario's destination. The restore runs there. */
	carriedOver: () => Promise<Restorable>;
	/** Replaces CRIU and libcriu by those of the scenario's destination. The restore runs with them. */
	updatedInPlace: () => Promise<Restorable>;
	/** Replaces the older runtime of `container.ofOlderRuntime` by the one under test. The restore runs with that. */
	runtimeUpdated: () => Promise<Restorable>;
	/** Copies the bundle. The restore makes another container beside this one, with its own id. */
	asCopy: () => Promise<Restorable>;
	/** Deletes the container's network, and makes one with another address for the container. The restore runs there. */
	moved: () => Promise<Restorable>;
};

/** A checkpoint that can be restored, here or elsewhere. */
export type Restorable = Pick<Checkpoint, 'restore' | 'restoreFails'>;

export type Dumped = {
	folders: {bundle: string; image: string; work: string};
	operation: Operation;
	/** The method that CRIU had to use. Undefined when that is not known. */
	method: Method | undefined;
	/** The workload's counter just before the dump. */
	counted: number;
	/** Command line of the process of the user's own bundle, just before. */
	program?: string | undefined;
	/** Whether the network that the container was in is replaced by another one. */
	isRenewed?: boolean;
};

export const checkpointed = (
	context: CellContext,
	instance: Instance,
	dumped: Dumped,
	runningAgain: () => RunningContainer,
): Checkpoint => {
	const {folders, operation, method, counted, program} = dumped;
	let {isRenewed = false} = dumped;
	const undump = (choice: RestoreChoice): Promise<Operation> => {
		if (instance.topology.network.kind === 'path' && !isRenewed) requireDeclared(context, 'lasting-network');
		const {tcpClose = false, tcpEstablished = instance.workload.hasConnections && !tcpClose, lock} = choice;
		const lockWords = lock === undefined ? [] : ['--network-lock', lock];
		const words = [...lockWords, ...(tcpClose ? ['--tcp-close'] : []), ...(choice.words ?? [])];
		const argv = context.runtime.restore(instance.id, {folders, tcpEstablished, words});
		return operate(context, {kind: 'restore', argv, instance, folders, asked: lock});
	};
	// A restore must release the lock of the dump, whatever lock it asks for itself. An engine makes a new network
	// namespace.
	let stillLocked = !isRenewed && (instance.topology.network.kind === 'path' || instance.podmanFolders === undefined);
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
			holdRestore({context, instance, operation: undumped, except: choice.except}, {method, isLocked: stillLocked});
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
		saveLog: () => saveLog(context, instance),
		forget: async () => {
			await run(context, context.runtime.delete(instance.id));
		},
		leftNoLock: () => nothingIsLeftOutside(context, instance),
		renewNetwork: async () => {
			isRenewed = true;
			await renewNetwork(context, instance);
			stillLocked = false;
		},
		carriedOver: () => carriedOver(context, instance, dumped),
		updatedInPlace: () => updatedInPlace(context, instance, dumped),
		runtimeUpdated: () => runtimeUpdated(context, instance, dumped),
		asCopy: () => asCopy(context, instance, dumped),
		moved: () => moved(context, instance, dumped),
	};
};
