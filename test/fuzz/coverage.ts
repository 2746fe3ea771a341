// The code that an input is the first to reach, by V8's own counters. A fuzzer with this guide stores such inputs and
// damages them further. The counters see only code that is compiled after `startCoverage`: load the readers after it.
import {type Profiler, Session} from 'node:inspector/promises';

export type Coverage = {
	/** Blocks of code that were reached since the last call, and never before. */
	take: () => Promise<Set<string>>;
	/** Blocks that this input reaches, whether or not earlier ones did. */
	since: (work: () => Promise<unknown>) => Promise<Set<string>>;
};

/** The project's own code, and the parsers that it uses. */
const isWatched = (url: string): boolean =>
	/\/harness\/|\/node_modules\/(?:yaml|zod|tar-stream|protobufjs)\//.test(url);

export const startCoverage = async (): Promise<Coverage> => {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', {callCount: true, detailed: true});
	const seen = new Set<string>();
	/** The starts of a function's blocks, from all reports so far. */
	const starts = new Map<string, Set<number>>();
	/**
	 * V8 reports a block only if its count differs from the code around it: one input reaches blocks that no report
	 * names.
	 */
	const reachedIn = (scriptId: string, ranges: readonly Profiler.CoverageRange[]): string[] => {
		const fn = `${scriptId}:${ranges[0]?.startOffset}-${ranges[0]?.endOffset}`;
		const known = starts.get(fn) ?? new Set();
		starts.set(fn, known);
		for (const {startOffset} of ranges) known.add(startOffset);
		// The inner one of two ranges comes later.
		const countAt = (at: number): number =>
			ranges.findLast(({startOffset, endOffset}) => startOffset <= at && at < endOffset)?.count ?? 0;
		return [...known].filter(at => countAt(at) > 0).map(at => `${fn}:${at}`);
	};
	const reached = async (): Promise<Set<string>> => {
		const {result} = await session.post('Profiler.takePreciseCoverage');
		const blocks = result
			.filter(({url}) => isWatched(url))
			.flatMap(({scriptId, functions}) => functions.flatMap(({ranges}) => reachedIn(scriptId, ranges)));
		return new Set(blocks);
	};
	return {
		take: async () => {
			const fresh = new Set([...(await reached())].filter(block => !seen.has(block)));
			for (const block of fresh) seen.add(block);
			return fresh;
		},
		since: async work => {
			await work();
			return reached();
		},
	};
};
