// Polls: calls a function again and again until it gives a value, or time is over.
import {setTimeout as sleep} from 'node:timers/promises';

export type Patience = {
	/** After this time there is one last call. */
	limitMs: number;
	/** Time between the end of one call and the next one. */
	everyMs?: number;
};

type Found<Value> = Exclude<Value, undefined | false>;

/** The first value of `look` that is neither undefined nor false. Undefined when time is over. */
export const until = async <Value>(
	look: () => Value | Promise<Value>,
	{limitMs, everyMs = 100}: Patience,
): Promise<Found<Value> | undefined> => {
	const deadline = performance.now() + limitMs;
	for (;;) {
		const isLast = performance.now() >= deadline;
		const value = await look();
		if (value !== undefined && value !== false) return value as Found<Value>;
		if (isLast) return undefined;
		await sleep(Math.min(everyMs, Math.max(0, deadline - performance.now())));
	}
};
