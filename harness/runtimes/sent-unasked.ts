// Whether a runtime is known to send CRIU a value that nobody asked for: its sources set the value in every request. A
// value that the runtime's record does not list is a new finding. docs/minimal-intervention.md shows the list to
// readers.
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
