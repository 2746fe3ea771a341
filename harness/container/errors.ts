// The two ways in which a cell goes wrong: the product disagrees with what must hold, or the harness cannot tell.
import type {Layer} from '../model/axes.ts';

/** A layer of evidence disagrees with what must hold: the product is at fault. `shortMessage` is the cell's verdict. */
export class Disagreement extends Error {
	override name = 'Disagreement';
	layer: Layer;
	shortMessage: string;
	/** Lines of CRIU's log or the runtime's own output that belong to it. */
	symptoms: readonly string[];
	constructor(layer: Layer, shortMessage: string, symptoms: readonly string[] = []) {
		super([`${layer}: ${shortMessage}`, ...symptoms].join('\n'));
		this.layer = layer;
		this.shortMessage = shortMessage;
		this.symptoms = symptoms;
	}
}

/** Evidence that should be there is not: no verdict can be given, and that is the harness's fault. */
export class EvidenceMissing extends Error {
	override name = 'EvidenceMissing';
	shortMessage: string;
	constructor(what: string, detail = '') {
		super(detail === '' ? what : `${what}\n${detail}`);
		this.shortMessage = what;
	}
}
