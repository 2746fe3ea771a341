// Results of rounds in earlier bisections, as JSON lines in a file. An interrupted bisection continues from them, and a
// build that an earlier bisection ran is not run again.
import {z} from 'zod';
import {type Outcome, outcomes} from '../model/axes.ts';
import type {BuildRef} from '../results/bisection.ts';
import {appendLines, readLines} from '../results/json-lines.ts';
import type {Memory} from './rounds.ts';

const line = z.object({
	schema: z.literal(1),
	key: z.string(),
	outcome: z.enum(outcomes),
	/** Folder of the run. */
	run: z.string().optional(),
});

export type Contents = {
	/** Digest of the build's content. Two builds with the same content run only once. */
	digest: (build: BuildRef) => string;
	/** Digest of everything else that a result depends on: images, scenarios, kernel, netlock. */
	context: string;
};

export type OpenMemory = Memory & {
	/** Folder of the last run in which the cell failed. */
	failure(build: BuildRef, cell: string): string | undefined;
};

export const openMemory = (file: string, {digest, context}: Contents): OpenMemory => {
	const roundsByKey = new Map<string, {outcome: Outcome; run?: string | undefined}[]>();
	const add = ({key, ...round}: z.infer<typeof line>): void => {
		roundsByKey.set(key, [...(roundsByKey.get(key) ?? []), round]);
	};
	const keyOf = (build: BuildRef, cell: string): string => [digest(build), context, cell].join(' ');
	const roundsOf = (build: BuildRef, cell: string) => roundsByKey.get(keyOf(build, cell)) ?? [];
	// A line that another version of netlock wrote is ignored. That costs one more round.
	for (const each of readLines(file, line).lines) add(each);
	return {
		recall: (build, cell) => roundsOf(build, cell).map(({outcome}) => outcome),
		failure: (build, cell) => roundsOf(build, cell).findLast(({outcome}) => outcome === 'fail')?.run,
		remember(build, seen) {
			const lines = seen.map(({cell, ...round}) => ({schema: 1 as const, key: keyOf(build, cell), ...round}));
			appendLines(file, lines);
			for (const each of lines) add(each);
		},
	};
};
