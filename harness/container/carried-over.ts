// A checkpoint in another place: image and bundle are brought to a sandbox of another image, and restored there.

import type {CellContext} from './cell-context.ts';
import {checkpointed, type Dumped, type Restorable} from './checkpoint.ts';
import {EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';
import {running} from './running.ts';

export const carriedOver = async (context: CellContext, instance: Instance, dumped: Dumped): Promise<Restorable> => {
	if (context.destination === undefined) throw new EvidenceMissing('the scenario declares no destinations');
	const there = await context.destination.receive([dumped.folders.image, dumped.folders.bundle]);
	return checkpointed(there, instance, dumped, () => running(there, instance));
};
