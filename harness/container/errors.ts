// The errors that end a cell early: the product disagrees with what must hold, netlock lacks evidence, or the cell does
// not apply.

import type {Layer} from '../model/axes.ts';
import {NetlockError} from '../support/errors.ts';

/** A layer of evidence disagrees with what must hold: the product is to blame. `shortMessage` is the cell's verdict. */
export class Disagreement extends NetlockError {
	override name = 'Disagreement';
	layer: Layer;
	/** Lines of CRIU's log or the runtime's own output that belong to it. */
	symptoms: readonly string[];
	constructor(layer: Layer, shortMessage: string, symptoms: readonly string[] = []) {
		super('product', shortMessage);
		this.message = [`${layer}: ${shortMessage}`, ...symptoms].join('\n');
		this.layer = layer;
		this.symptoms = symptoms;
	}
}

/**
 * The scenario cannot be combined with an option of the run, or with what the image has: the cell is a skip, with this
 * reason.
 */
export class NotCombined extends NetlockError {
	override name = 'NotCombined';
	constructor(why: string) {
		super('usage', why);
	}
}

/** A tool that netlock looks with failed, so it saw nothing. That says nothing about the product at any time. */
export class ToolFailed extends NetlockError {
	override name = 'ToolFailed';
	constructor(what: string, detail?: string) {
		super('harness', what, detail);
	}
}

/** Evidence is missing, so there is no verdict. The harness is to blame. */
export class EvidenceMissing extends NetlockError {
	override name = 'EvidenceMissing';
	constructor(what: string, detail?: string) {
		super('harness', what, detail);
	}
}
