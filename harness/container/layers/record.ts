// The record layer: the lock method that CRIU wrote into inventory.img.
import type {Method} from '../../model/axes.ts';
import {Disagreement} from '../errors.ts';
import type {Operation} from '../operation.ts';

export type RecordLayer = {
	/** Asserts that inventory.img names this method. */
	says: (method: Method) => void;
};

export const recordLayer = ({record}: Operation): RecordLayer => ({
	says: method => {
		if (record === undefined) throw new Disagreement('record', 'the dump succeeded, but wrote no inventory.img');
		if (record === method) return;
		throw new Disagreement('record', `CRIU was to use ${method}, but inventory.img says ${record}`);
	},
});
