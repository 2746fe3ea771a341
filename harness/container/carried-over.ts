// Restores a checkpoint elsewhere: copies image files and bundle to a sandbox of another image and restores there. Or
// restores in the same sandbox with the CRIU of another image, as after an update.

import type {CellContext} from './cell-context.ts';
import {type Checkpoint, checkpointed, type Dumped, type Restorable} from './checkpoint.ts';
import {requireDestination} from './declared.ts';
import type {Instance} from './instance.ts';
import {copyBundle, type Elsewhere, moveNetwork} from './restored-elsewhere.ts';
import {running} from './running.ts';

export const carriedOver = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Restorable> => {
	const there = await requireDestination(context).receive([dumped.folders.image, dumped.folders.bundle]);
	return checkpointed(there, instance, dumped, () => running(there, instance));
};

export const updatedInPlace = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Checkpoint> => {
	const updated = await requireDestination(context).replaceHere();
	return checkpointed(updated, instance, dumped, () => running(updated, instance));
};

/** The container was dumped by the runtime that the destination lent. */
export const runtimeUpdated = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Checkpoint> => {
	const updated = await requireDestination(context).updateRuntime();
	return checkpointed(updated, instance, dumped, () => running(updated, instance));
};

const again = (context: CellContext, {instance, dumped}: Elsewhere): Checkpoint =>
	checkpointed(context, instance, dumped, () => running(context, instance));

export const asCopy = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Checkpoint> =>
	again(context, await copyBundle(context, {instance, dumped}));

export const moved = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Checkpoint> =>
	again(context, await moveNetwork(context, {instance, dumped}));
