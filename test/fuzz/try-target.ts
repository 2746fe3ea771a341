// Feeds a reader with spoilt input, and tells what it must not do: throw what nobody typed, or take long.
import fc from 'fast-check';
import {asKnown} from '../../harness/support/errors.ts';
import {spoilt} from './spoil.ts';
import type {Target} from './targets.ts';

export type Trial = {inputs: number; refused: number; slowest: number; problem?: {what: string; input: Buffer}};

/** The quickest of a few: a machine that is busy with something else is no fault of the reader. */
const timeOf = async (read: Target['read'], input: Buffer, mostMs: number): Promise<number> => {
	let best = Number.POSITIVE_INFINITY;
	for (let count = 0; count < 5 && best > mostMs; count++) {
		const began = process.cpuUsage();
		await Promise.resolve(read(input)).catch(() => {});
		const {user, system} = process.cpuUsage(began);
		best = Math.min(best, (user + system) / 1000);
	}
	return best;
};

/**
 * Until `goesOn` says no, or a problem is found. `seed`: the same inputs each time. `mostMs`: of processor time, which one input may
 * take; any where absent, for a process with other threads cannot tell.
 */
export const tryTarget = async (
	{corpus, read}: Target,
	goesOn: (inputs: number) => boolean,
	{seed, mostMs = Number.POSITIVE_INFINITY}: {seed: number; mostMs?: number},
): Promise<Trial> => {
	const trial: Trial = {inputs: 0, refused: 0, slowest: 0};
	for (let batch = 0; goesOn(trial.inputs); batch++) {
		for (const input of fc.sample(spoilt(corpus), {numRuns: 100, seed: seed + batch})) {
			trial.inputs++;
			const began = performance.now();
			try {
				await read(input);
			} catch (error) {
				if (!asKnown(error)) return {...trial, problem: {what: String((error as Error)?.stack ?? error), input}};
				trial.refused++;
			}
			const took = performance.now() - began;
			trial.slowest = Math.max(trial.slowest, took);
			if (took <= mostMs) continue;
			const best = await timeOf(read, input, mostMs).catch(() => 0);
			if (best > mostMs) return {...trial, problem: {what: `took ${Math.round(best)} ms`, input}};
		}
	}
	return trial;
};
