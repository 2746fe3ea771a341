// One way in which a scenario was seen to fail: the defect, the cell, and netlock's verdict.
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
	/** Why the cell is skipped on a kernel that lacks what the scenario needs. There the row shows nothing. */
	skipped?: RegExp;
} & (
	| {
			/** A script in saboteurs/ that replaces the runtime: it calls the image's own, and adds one defect. */
			saboteur: string;
	  }
	| {
			/** The image's own packages have the bug. */
			packaged: true;
	  }
);
