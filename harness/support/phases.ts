// Reports the phases of netlock's own work to listeners, such as `netlock run --profile`. Without a listener a phase
// costs nothing.
import {tracingChannel} from 'node:diagnostics_channel';

/** A piece of work and the time that it took. */
export type Phase = {
	name: string;
	/** Id of the cell that the work was for. */
	cell?: string | undefined;
	/** Milliseconds since 1970. */
	start: number;
	/** Milliseconds. */
	took: number;
};

type PhaseName = Pick<Phase, 'name' | 'cell'>;

const channel = tracingChannel<PhaseName>('netlock:phase');

/** A clock that is the same in every thread and process of a run, with a resolution below a millisecond. */
export const now = (): number => performance.timeOrigin + performance.now();

/** Does the work, and reports how long it took, also when it failed. */
export const phase = <Result>(name: string, work: () => Promise<Result>, cell?: string): Promise<Result> =>
	channel.tracePromise(work, {name, cell});

/** Reports every phase of this thread that ends from now on. */
export const onPhase = (listener: (phase: Phase) => void): void => {
	const begun = new WeakMap<PhaseName, number>();
	const ignore = (): void => {};
	channel.subscribe({
		start: phase => void begun.set(phase, now()),
		asyncEnd: phase => {
			const start = begun.get(phase);
			if (start !== undefined) listener({...phase, start, took: now() - start});
		},
		end: ignore,
		asyncStart: ignore,
		error: ignore,
	});
};
