// Prepares a restore beside the dumped container, or in a network that gives the container another address.
import {movedNetwork} from '../bundle/topology.ts';
import {type CellContext, shell} from './cell-context.ts';
import type {Dumped} from './checkpoint.ts';
import {EvidenceMissing} from './errors.ts';
import {bundleOf, type Instance} from './instance.ts';

export type Elsewhere = {instance: Instance; dumped: Dumped};

/** Copies the bundle for another id: no two containers write the same file. */
export const copyBundle = async (context: CellContext, {instance, dumped}: Elsewhere): Promise<Elsewhere> => {
	const id = 'copy';
	const bundle = bundleOf(id);
	const {exit, stderr} = await shell(context, 'cp -a "$1" "$2"', instance.bundle, bundle);
	if (exit !== 0) throw new EvidenceMissing('the bundle could not be copied', stderr);
	return {instance: {...instance, id, bundle}, dumped: {...dumped, folders: {...dumped.folders, bundle}}};
};

/** Makes a new network, in which the container has another address. */
export const moveNetwork = async (context: CellContext, {instance, dumped}: Elsewhere): Promise<Elsewhere> => {
	const {tearDown, name} = instance.topology;
	if (tearDown === undefined || movedNetwork.name !== name) {
		throw new EvidenceMissing(`on the ${name} network a container has no other address`);
	}
	const {exit, stderr} = await shell(context, `${tearDown} && ${movedNetwork.setUp}`);
	if (exit !== 0) throw new EvidenceMissing('the network could not be made with another address', stderr);
	return {instance: {...instance, topology: movedNetwork}, dumped: {...dumped, isRenewed: true}};
};
