// What one dump or restore showed on each layer, in words. Behaviour is seen of a whole cell, not of one operation.
import {type Layer, layers} from '../model/axes.ts';
import type {OperationEvidence} from '../model/evidence.ts';
import {describeExit, describeRequest} from './describe-evidence.ts';

type OperationLayer = Exclude<Layer, 'behaviour'>;

/** In the order in which they are looked at. */
export const operationLayers = layers.filter((layer): layer is OperationLayer => layer !== 'behaviour');

const kernel = ({kernel: rulesets = []}: OperationEvidence): string | undefined =>
	rulesets.map(({stage, locks}) => `${stage}: ${locks.join(' + ') || 'no lock'}`).join('; ') || undefined;

/** Undefined: not observed. A layer without an entry does not compile. */
export const describeLayer: Record<OperationLayer, (operation: OperationEvidence) => string | undefined> = {
	request: ({request}) => describeRequest(request),
	exit: describeExit,
	record: ({record}) => record,
	kernel,
};
