// A checkpoint in another place: image and bundle are brought to a sandbox of another image, and restored there.
import {checkpointed, type Dumped, type Restorable} from './checkpoint.ts';
import {EvidenceMissing} from './errors.ts';
import type {Instance} from './instance.ts';
import type {Lab} from './lab.ts';
import {running} from './running.ts';

export const carriedOver = async (lab: Lab, instance: Instance, dumped: Dumped): Promise<Restorable> => {
	if (lab.destination === undefined) throw new EvidenceMissing('the scenario declares no destinations');
	const there = await lab.destination.receive([dumped.folders.image, dumped.folders.bundle]);
	return checkpointed(there, instance, dumped, () => running(there, instance));
};
