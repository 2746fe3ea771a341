// Measures the cost of work: wall time, and the processor time of the whole machine, which includes the engine and its
// containers.
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {readStat} from '../harness/run/profile.ts';

export type Cost = {
	/** Milliseconds. */
	wall: number;
	processor: number;
};

const machine = (): number => readStat(readFileSync('/proc/stat', 'utf8')).processor;

export const measured = async <Value>(work: () => Promise<Value>): Promise<Cost & {value: Value}> => {
	const [before, started] = [machine(), performance.now()];
	const value = await work();
	return {value, wall: performance.now() - started, processor: machine() - before};
};

/** How many processors other work keeps busy, measured while this process sleeps for two seconds. */
export const otherLoad = async (): Promise<number> => {
	const {wall, processor} = await measured(() => sleep(2000));
	return processor / wall;
};

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
