// What rounds of earlier bisections showed, as JSON lines in a file: an interrupted one goes on where it was, and a build
// that another one ran is not run again.
import {z} from 'zod';
import {type Outcome, outcomes} from '../plan/axes.ts';
import {appendLines, readLines} from '../results/json-lines.ts';
import type {Memory, Step} from './rounds.ts';

const line = z.object({schema: z.literal(1), key: z.string(), outcome: z.enum(outcomes)});

export type Contents = {
	/** Of the build's content: two builds that are the same need be run only once. */
	digest: (build: Step) => string;
	/** Digest of all that a result depends on besides build and cell: images, scenarios, kernel, netlock. */
	context: string;
};

export const openMemory = (file: string, {digest, context}: Contents): Memory => {
	const kept = new Map<string, Outcome[]>();
	const keep = (key: string, outcome: Outcome): void => {
		kept.set(key, [...(kept.get(key) ?? []), outcome]);
	};
	const keyOf = (build: Step, cell: string): string => [digest(build), context, cell].join(' ');
	for (const {key, outcome} of readLines(file, line)) keep(key, outcome);
	return {
		recall: (build, cell) => kept.get(keyOf(build, cell)) ?? [],
		remember(build, seen) {
			const lines = seen.map(({cell, outcome}) => ({schema: 1 as const, key: keyOf(build, cell), outcome}));
			appendLines(file, lines);
			for (const {key, outcome} of lines) keep(key, outcome);
		},
	};
};
