// What rounds of earlier bisections showed, as JSON lines in a file: an interrupted one goes on where it was, and a build
// that another one ran is not run again.
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
	/** Of the build's content: two builds that are the same need be run only once. */
	digest: (build: BuildRef) => string;
	/** Digest of all that a result depends on besides build and cell: images, scenarios, kernel, netlock. */
	context: string;
};

export type OpenMemory = Memory & {
	/** Folder of the last run in which the cell failed. */
	failure(build: BuildRef, cell: string): string | undefined;
};

export const openMemory = (file: string, {digest, context}: Contents): OpenMemory => {
	const kept = new Map<string, {outcome: Outcome; run?: string | undefined}[]>();
	const keep = ({key, ...round}: z.infer<typeof line>): void => {
		kept.set(key, [...(kept.get(key) ?? []), round]);
	};
	const keyOf = (build: BuildRef, cell: string): string => [digest(build), context, cell].join(' ');
	const roundsOf = (build: BuildRef, cell: string) => kept.get(keyOf(build, cell)) ?? [];
	// A line of another version costs a round more; it says nothing of this bisection.
	for (const each of readLines(file, line).lines) keep(each);
	return {
		recall: (build, cell) => roundsOf(build, cell).map(({outcome}) => outcome),
		failure: (build, cell) => roundsOf(build, cell).findLast(({outcome}) => outcome === 'fail')?.run,
		remember(build, seen) {
			const lines = seen.map(({cell, ...round}) => ({schema: 1 as const, key: keyOf(build, cell), ...round}));
			appendLines(file, lines);
			for (const each of lines) keep(each);
		},
	};
};
