// The times of a cycle: when each operation began and ended, which lock was there at which stage, and when the peer
// received nothing.
import type {Evidence} from '../model/evidence.ts';

export type CycleTimes = {
	/** Milliseconds since the first operation began. */
	operations: {
		name: string;
		from: number;
		to: number;
		/** `lock`: what the kernel had then. */
		stages: {stage: string; at: number; lock: string}[];
	}[];
	/** Absent without a peer. */
	peer?: {silences: {from: number; to: number}[]; end?: string | undefined; bytes: string} | undefined;
};

/** Undefined when there are no stamps: the results are of an older netlock, or no operation ran. */
export const cycleTimes = ({operations, peer}: Evidence): CycleTimes | undefined => {
	const stamped = operations.flatMap(({operation, began, duration, kernel = []}) =>
		began === undefined
			? []
			: [
					{
						name: operation,
						from: began,
						to: began + duration,
						stages: kernel.flatMap(({stage, at, locks}) =>
							at === undefined ? [] : [{stage, at: began + at, lock: locks.join(', ')}],
						),
					},
				],
	);
	if (stamped.length === 0) return undefined;
	return {
		operations: stamped,
		...(peer && {
			peer: {
				silences: peer.silences ?? [],
				end: peer.error,
				bytes: `${peer.received} of ${peer.sent} B`,
			},
		}),
	};
};
