// The behaviour layer: the transcript of a peer, and the state that the workload writes.
import {z} from 'zod';
import {parseJson} from '../support/parse-json.ts';

const summary = z.object({
	event: z.literal('summary'),
	sent: z.number(),
	received: z.number(),
	corrupt: z.number(),
	error: z.string().nullable(),
	longestGapMs: z.number(),
});

/** Bytes and milliseconds. */
export type PeerSummary = Omit<z.infer<typeof summary>, 'event'>;

/** All lines of one type. The last line may be cut short while the peer writes it. */
const linesOf = <Line>(transcript: string, schema: z.ZodType<Line>): Line[] =>
	transcript.split('\n').flatMap(line => parseJson(line, schema) ?? []);

/** The summary at the end of a transcript (JSON lines). Undefined until the peer has written it. */
export const peerSummary = (transcript: string): PeerSummary | undefined => linesOf(transcript, summary).at(-1);

const progress = z.object({event: z.enum(['progress', 'summary']), received: z.number()});

/** A peer's progress, from one line of its transcript. */
export const peerProgress = (line: string): {received: number} | undefined => parseJson(line, progress);

const gap = z.object({event: z.literal('gap'), from: z.number(), to: z.number()});
export type Silence = Omit<z.infer<typeof gap>, 'event'>;

/** Every silence that the peer noticed, in ms since its start. */
export const peerSilences = (transcript: string): Silence[] =>
	linesOf(transcript, gap).map(({from, to}) => ({from, to}));

const counters = z.object({event: z.literal('progress'), sent: z.number(), received: z.number(), corrupt: z.number()});
const ending = z.object({event: z.enum(['reset', 'closed', 'error']), errno: z.string()});

/** What a peer saw that was not told to end: its summary, or its latest numbers. Undefined before the first line. */
export const peerSoFar = (transcript: string): PeerSummary | undefined => {
	const ended = peerSummary(transcript);
	if (ended) return ended;
	const last = linesOf(transcript, counters).at(-1);
	if (last === undefined) return undefined;
	const error = linesOf(transcript, ending).at(-1)?.errno ?? null;
	const {sent, received, corrupt} = last;
	const longestGapMs = Math.max(0, ...peerSilences(transcript).map(({from, to}) => to - from));
	return {sent, received, corrupt, error, longestGapMs};
};

/** Several connections as one: the sum of the bytes, the first error, the longest silence. */
export const combined = (summaries: readonly PeerSummary[]): PeerSummary => {
	const sum = (key: 'sent' | 'received' | 'corrupt'): number =>
		summaries.reduce((total, summary) => total + summary[key], 0);
	return {
		sent: sum('sent'),
		received: sum('received'),
		corrupt: sum('corrupt'),
		error: summaries.find(({error}) => error !== null)?.error ?? null,
		longestGapMs: Math.max(0, ...summaries.map(({longestGapMs}) => longestGapMs)),
	};
};

/** The workload's own state: counters in its memory, written to /state in its root. */
export type WorkloadState = {count: number; sent: number; received: number; corrupt: number; error: string | undefined};

/** Reads `count=… sent=… …`; undefined before the first write. */
export const workloadState = (line: string): WorkloadState | undefined => {
	const fields = new Map(
		line
			.trim()
			.split(/\s+/)
			.map(each => each.split('=', 2) as [string, string]),
	);
	if (!fields.has('count')) return undefined;
	const number = (name: string): number => Number(fields.get(name) ?? 0);
	const error = fields.get('errno');
	return {
		count: number('count'),
		sent: number('sent'),
		received: number('received'),
		corrupt: number('corrupt'),
		error: error === '-' ? undefined : error,
	};
};
