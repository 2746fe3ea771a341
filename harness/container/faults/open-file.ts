// Takes the file away that the workload has open: a restore then fails after the network namespace was entered, and for a
// reason that has nothing to do with the lock.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {requireOwnWorkload} from '../own-process.ts';

const move = async (context: CellContext, from: string, to: string): Promise<void> => {
	const {exit, stderr} = await shell(context, 'mv "$1" "$2"', from, to);
	if (exit !== 0) throw new EvidenceMissing(`${from} could not be moved`, stderr);
};

export type OpenFile = {
	/** Puts it back where it was. */
	bringBack: () => Promise<void>;
};

/** Outside the rootfs: what a runtime does with the rootfs must not bring it back. */
export const loseOpenFile = async (context: CellContext, {bundle}: Instance): Promise<OpenFile> => {
	requireOwnWorkload(context, 'a restore fails here for want of a file that netlock’s own workload has open');
	const [here, away] = [`${bundle}/rootfs/state`, `${bundle}/state`];
	await move(context, here, away);
	return {bringBack: () => move(context, away, here)};
};
