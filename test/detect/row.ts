// One way in which a scenario was seen to fail: what was broken, in which cell, and the verdict that netlock gives.
import type {Layer, Lock, RuntimeName} from '../../harness/model/axes.ts';

export type Row = {
	scenario: string;
	/** The defect, in words. */
	defect: string;
	image: string;
	runtime: RuntimeName;
	lock: Lock;
	layer: Layer;
	/** For a scenario with destinations: the image that it restores in. */
	destination?: string;
	/** The cell's one-line verdict. */
	verdict: RegExp;
} & (
	| {
			/** A script in saboteurs/ that stands in for the runtime and calls the image's own, with one defect added. */
			saboteur: string;
	  }
	| {
			/** The image's own packages have the bug. */
			packaged: true;
	  }
);
