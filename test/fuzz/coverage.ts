// Which code an input reached that none before it did, by V8's own counters. A fuzzer that is led by it keeps such inputs and spoils
// them further. The counters see only what is compiled after `startCoverage`: load what is tried after that.
import {Session} from 'node:inspector/promises';

export type Coverage = {
	/** Blocks of code that were reached since the last call, and never before that. */
	take: () => Promise<Set<string>>;
	/** Blocks that this reaches, whether or not anything else did. */
	since: (work: () => Promise<unknown>) => Promise<Set<string>>;
};

/** The project's own code, and the parsers that read for it. */
const isWatched = (url: string): boolean =>
	/\/harness\/|\/node_modules\/(?:yaml|zod|tar-stream|protobufjs)\//.test(url);

export const startCoverage = async (): Promise<Coverage> => {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.startPreciseCoverage', {callCount: true, detailed: true});
	const seen = new Set<string>();
	const reached = async (): Promise<Set<string>> => {
		const {result} = await session.post('Profiler.takePreciseCoverage');
		const blocks = result
			.filter(({url}) => isWatched(url))
			.flatMap(({scriptId, functions}) => functions.flatMap(({ranges}) => ranges.map(range => ({scriptId, ...range}))))
			.filter(({count}) => count > 0);
		return new Set(blocks.map(({scriptId, startOffset, endOffset}) => `${scriptId}:${startOffset}-${endOffset}`));
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
