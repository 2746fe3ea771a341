// Whether a runtime is known to send CRIU a value though nobody asked: the value stands in its sources and goes out every time.
// What its record does not have is news. docs/minimal-intervention.md has it for readers.
import type {OperationEvidence, SentField} from '../model/evidence.ts';
import type {Runtime} from '../model/runtime.ts';
import {satisfies} from '../model/versions.ts';

export const isKnownToBeSent = (
	{sendsUnasked}: Pick<Runtime, 'sendsUnasked'>,
	version: string,
	operation: OperationEvidence['operation'],
	{number, value}: SentField,
): boolean =>
	sendsUnasked.some(
		each =>
			(each.operation ?? operation) === operation &&
			(each.versions === undefined || satisfies(version, each.versions)) &&
			each.fields.some(([field, ...values]) => field === number && values.includes(value)),
	);
