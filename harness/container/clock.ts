// One clock for a cell: CLOCK_MONOTONIC, as images/tools/stamp.c prints it. Times count from the start of the cell's
// first operation.
import type {Evidence} from '../model/evidence.ts';
import type {CellContext} from './cell-context.ts';

/** Converts nanoseconds to milliseconds. */
export const milliseconds = (nanoseconds: number): number => Math.round(nanoseconds / 1e6);

/** In nanoseconds. Undefined when there is no stamp. */
export const readStamp = (text: string | undefined): number | undefined =>
	text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

/** Keyed by the evidence: both sandboxes of a cell share it, and so share one start. */
const beginnings = new WeakMap<Evidence, number>();

/** Milliseconds from the start of the first operation to the start of this one. */
export const sinceFirst = ({evidence}: Pick<CellContext, 'evidence'>, stamp: number): number => {
	const first = beginnings.get(evidence) ?? stamp;
	beginnings.set(evidence, first);
	return milliseconds(stamp - first);
};

/** The same for any other stamp. Undefined before the first operation. */
export const onClock = ({evidence}: Pick<CellContext, 'evidence'>, stamp: number): number | undefined => {
	const first = beginnings.get(evidence);
	return first === undefined ? undefined : milliseconds(stamp - first);
};
