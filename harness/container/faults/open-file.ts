// Removes the file that the workload has open. A restore then fails after CRIU has entered the network namespace, for a
// reason that is not the lock.

import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {requireOwnWorkload} from '../own-process.ts';

const move = async (context: CellContext, from: string, to: string): Promise<void> => {
	const {exit, stderr} = await shell(context, 'mv "$1" "$2"', from, to);
	if (exit !== 0) throw new EvidenceMissing(`${from} could not be moved`, stderr);
};

export type OpenFile = {
	/** Puts the file back. */
	bringBack: () => Promise<void>;
};

/** The file is moved out of the rootfs, so that no runtime can restore it with the rootfs. */
export const loseOpenFile = async (context: CellContext, {bundle}: Instance): Promise<OpenFile> => {
	requireOwnWorkload(context, 'a restore fails here for want of a file that netlock’s own workload has open');
	const [here, away] = [`${bundle}/rootfs/state`, `${bundle}/state`];
	await move(context, here, away);
	return {bringBack: () => move(context, away, here)};
};
