// Gives damaged input to a reader, and reports problems: an untyped error, or too much time.
import fc from 'fast-check';
import {asKnown} from '../../harness/support/errors.ts';
import type {Coverage} from './coverage.ts';
import {spoilt} from './spoil.ts';
import type {Target} from './targets.ts';

export type Trial = {
	inputs: number;
	refused: number;
	slowest: number;
	/** The inputs that reached new code, if coverage is the guide. */
	kept: Buffer[];
	problem?: {what: string; input: Buffer};
};

type Problem = NonNullable<Trial['problem']>;

/** The quickest of a few: the reader is not to blame for a busy machine. */
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
 * Inputs between two looks at the coverage. A look takes as long as a hundred inputs do, so there are fewer of them once
 * nothing new comes; a batch that takes long grows no further, for the end of the time is seen after it.
 */
export const batchSizes = {first: 100, most: 3200, longestMs: 300};

export const nextBatch = (size: number, {foundNew, ms}: {foundNew: boolean; ms: number}): number => {
	if (foundNew) return batchSizes.first;
	return ms < batchSizes.longestMs ? Math.min(size * 2, batchSizes.most) : size;
};

type Options = {seed: number; mostMs?: number; coverage?: Coverage | undefined};

/**
 * Until `goesOn` returns false, or a problem is found. `seed`: the same inputs each time, unless coverage is the guide.
 * `mostMs`: processor time that one input may take. Absent: any, because a process with other threads cannot measure
 * it.
 */
export const tryTarget = async (
	{corpus, read, spoil = spoilt}: Target,
	goesOn: (inputs: number) => boolean,
	{seed, mostMs = Number.POSITIVE_INFINITY, coverage}: Options,
): Promise<Trial> => {
	const trial: Trial = {inputs: 0, refused: 0, slowest: 0, kept: []};
	const attempt = async (input: Buffer): Promise<Problem | undefined> => {
		const began = performance.now();
		try {
			await read(input);
		} catch (error) {
			if (!asKnown(error)) return {what: String((error as Error)?.stack ?? error), input};
			trial.refused++;
		}
		const took = performance.now() - began;
		trial.slowest = Math.max(trial.slowest, took);
		if (took <= mostMs) return undefined;
		const best = await timeOf(read, input, mostMs).catch(() => 0);
		return best > mostMs ? {what: `took ${Math.round(best)} ms`, input} : undefined;
	};
	const tryAll = async (inputs: readonly Buffer[]): Promise<Problem | undefined> => {
		for (const input of inputs) {
			trial.inputs++;
			const problem = await attempt(input);
			if (problem) return problem;
		}
		return undefined;
	};
	const again = async (inputs: readonly Buffer[]): Promise<void> => {
		for (const input of inputs)
			await Promise.resolve(input)
				.then(read)
				.catch(() => {});
	};
	/**
	 * Counting takes as long as a hundred inputs: a batch is halved until the rest is one input that reached new code.
	 */
	const keepNew = async (inputs: readonly Buffer[], fresh: Set<string>, cover: Coverage): Promise<void> => {
		if (fresh.size === 0 || inputs.length === 0) return;
		const reached = await cover.since(() => again(inputs));
		if (![...reached].some(block => fresh.has(block))) return;
		const [only, ...others] = inputs;
		if (only !== undefined && others.length === 0) {
			trial.kept.push(only);
			for (const block of reached) fresh.delete(block);
			return;
		}
		const half = Math.ceil(inputs.length / 2);
		await keepNew(inputs.slice(0, half), fresh, cover);
		await keepNew(inputs.slice(half), fresh, cover);
	};
	const first = await tryAll(corpus);
	if (first) return {...trial, problem: first};
	await coverage?.take();
	let size = batchSizes.first;
	for (let batch = 0; goesOn(trial.inputs); batch++) {
		const began = performance.now();
		const inputs = fc.sample(spoil([...corpus, ...trial.kept]), {numRuns: size, seed: seed + batch});
		const problem = await tryAll(inputs);
		if (problem) return {...trial, problem};
		if (coverage === undefined) continue;
		const ms = performance.now() - began;
		const fresh = await coverage.take();
		size = nextBatch(size, {foundNew: fresh.size > 0, ms});
		await keepNew(inputs, fresh, coverage);
	}
	return trial;
};
