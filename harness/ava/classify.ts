// Turns the error that ended a scenario's body into an outcome: which side is to blame, on which layer, and why.
import {Disagreement, NotCombined} from '../container/errors.ts';
import type {Observed} from '../plan/expectation.ts';
import {asKnown, shortMessageOf} from '../support/errors.ts';

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * For a Disagreement or a failed assertion of AVA, the product is to blame. For any other error, netlock or the machine.
 */
export const classify = (error: unknown): Observed => {
	if (error instanceof Disagreement) {
		return {outcome: 'fail', layer: error.layer, reason: oneLine(error.shortMessage), symptoms: error.symptoms};
	}
	if (error instanceof NotCombined) return {outcome: 'skip', reason: error.shortMessage, symptoms: []};
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof Error && error.name === 'AssertionError') {
		return {outcome: 'fail', layer: 'behaviour', reason: oneLine(message), symptoms: []};
	}
	if (asKnown(error)?.kind === 'product') {
		return {outcome: 'fail', layer: 'exit', reason: oneLine(shortMessageOf(error)), symptoms: []};
	}
	return {outcome: 'error', reason: oneLine(shortMessageOf(error)), symptoms: [message]};
};
