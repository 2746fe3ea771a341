// One clock for all that happens in a cell: CLOCK_MONOTONIC, as images/tools/stamp.c prints it, told from the moment at which
// the cell's first operation began.
import type {Evidence} from '../model/evidence.ts';
import type {CellContext} from './cell-context.ts';

/** Nanoseconds in. */
export const milliseconds = (nanoseconds: number): number => Math.round(nanoseconds / 1e6);

/** Nanoseconds; undefined where no stamp was written. */
export const readStamp = (text: string | undefined): number | undefined =>
	text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;

/** Both places of a cell that restores elsewhere have one account, and so one beginning. */
const beginnings = new WeakMap<Evidence, number>();

/** Of an operation that began then: milliseconds since the first one did. */
export const sinceFirst = ({evidence}: Pick<CellContext, 'evidence'>, stamp: number): number => {
	const first = beginnings.get(evidence) ?? stamp;
	beginnings.set(evidence, first);
	return milliseconds(stamp - first);
};

/** Of anything else; undefined before any operation. */
export const onClock = ({evidence}: Pick<CellContext, 'evidence'>, stamp: number): number | undefined => {
	const first = beginnings.get(evidence);
	return first === undefined ? undefined : milliseconds(stamp - first);
};
