// Describes the evidence of one dump or restore, layer by layer. Behaviour belongs to the whole cell, not to one
// operation.
import {type Layer, layers} from '../model/axes.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import {describeExit, describeRequest} from './describe-evidence.ts';

type OperationLayer = Exclude<Layer, 'behaviour'>;

/** In the order in which the layers are checked. */
export const operationLayers = layers.filter((layer): layer is OperationLayer => layer !== 'behaviour');

const kernel = ({kernel: rulesets = []}: OperationEvidence): string | undefined =>
	rulesets.map(({stage, locks}) => `${stage}: ${locks.join(' + ') || 'no lock'}`).join('; ') || undefined;

/** Gives undefined when the layer was not observed. A layer without an entry does not compile. */
export const describeLayer: Record<OperationLayer, (operation: OperationEvidence) => string | undefined> = {
	request: ({request}) => describeRequest(request),
	exit: describeExit,
	record: ({record}) => record,
	kernel,
};
