// Established connections and what their peer saw: the behaviour layer.

import {combined, type PeerSummary, peerSilences, peerSoFar, peerSummary} from '../../evidence/transcript.ts';
import type {PeerEvidence} from '../../model/evidence.ts';
import {limits} from '../../support/limits.ts';
import {until} from '../../support/until.ts';
import type {CellContext} from '../cell-context.ts';
import {onClock, readStamp} from '../clock.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import {lastLines, signalPeers, transcripts} from './peer.ts';

export type Connection = {
	/** Asserts that every byte that the peer sent came back once and in order, and that the connection was not reset. */
	isIntact: () => Promise<void>;
	/** Stops the peer: it neither sends nor reads until `resumes` is called. */
	pauses: () => Promise<void>;
	resumes: () => Promise<void>;
	/**
	 * Asserts that the connection is intact and that the peer received nothing for this long (ms). A lock that holds has
	 * this effect.
	 */
	isIntactAfterSilence: (atLeast: number) => Promise<void>;
	/** Asserts that the peer got a reset. That happens when no lock protects a connection while its socket is gone. */
	wasReset: () => Promise<void>;
};

/** The network of the peers' connections. */
export type Wire = Required<Pick<PeerEvidence, 'topology' | 'address'>>;

type Seen = {began: string; transcript: string};

/** The longest silences of all peers, as many as a report draws, in ms since the first operation began. */
const silencesOf = (context: CellContext, seen: readonly Seen[]): PeerEvidence['silences'] => {
	const all = seen.flatMap(({began, transcript}) => {
		const start = onClock(context, readStamp(began) ?? Number.NaN) ?? Number.NaN;
		return peerSilences(transcript).map(({from, to}) => ({
			from: Math.round(start + from),
			to: Math.round(start + to),
		}));
	});
	return all
		.filter(({from}) => Number.isFinite(from))
		.toSorted((a, b) => b.to - b.from - (a.to - a.from))
		.slice(0, 4)
		.toSorted((a, b) => a.from - b.from);
};

const saveSummary = (context: CellContext, wire: Wire, summary: PeerSummary, seen: readonly Seen[]): void => {
	const {sent, received, corrupt, error, longestGapMs} = summary;
	const silences = silencesOf(context, seen) ?? [];
	context.evidence.peer = {
		...wire,
		sent,
		received,
		corrupt,
		longestGap: longestGapMs,
		...(error !== null && {error}),
		...(silences.length > 0 && {silences}),
	};
};

/** The connections of each cell. A cell that ends early still saves what its peers saw. */
const connections = new WeakMap<
	CellContext['evidence'],
	{context: CellContext; peers: readonly string[]; wire: Wire}
>();

/** Saves what each peer saw so far, if that was not saved yet. It does not wait for the end of a peer. */
export const savePeerEvidence = async ({evidence}: CellContext): Promise<void> => {
	const known = connections.get(evidence);
	if (known === undefined || evidence.peer !== undefined) return;
	const {context, peers, wire} = known;
	const seen = await transcripts(context, peers);
	const summaries = seen.map(({transcript}) => peerSoFar(transcript)).filter(each => each !== undefined);
	if (summaries.length > 0) saveSummary(context, wire, combined(summaries), seen);
};

/** Tells the peers to stop sending, waits for their summaries, and joins them into one. */
const settle = async (context: CellContext, peers: readonly string[], wire: Wire): Promise<PeerSummary> => {
	await signalPeers(context, peers, 'TERM');
	const allEnded = async (): Promise<PeerSummary[] | undefined> => {
		const summaries = (await lastLines(context, peers)).map(peerSummary).filter(each => each !== undefined);
		return summaries.length === peers.length ? summaries : undefined;
	};
	const summaries = await until(allEnded, {limitMs: limits.peerSettleMs});
	if (summaries === undefined) {
		throw new EvidenceMissing('the peer wrote no summary', (await lastLines(context, peers)).join('\n'));
	}
	const summary = combined(summaries);
	saveSummary(context, wire, summary, await transcripts(context, peers));
	return summary;
};

const account = ({sent, received, corrupt, longestGapMs}: PeerSummary): string =>
	`${received} of ${sent} bytes came back, ${corrupt} wrong, longest silence ${longestGapMs} ms`;

const problemOf = (summary: PeerSummary): string | undefined => {
	if (summary.error !== null) return `the peer's connection ended with ${summary.error}`;
	if (summary.corrupt > 0) return 'bytes came back wrong or out of order';
	if (summary.received !== summary.sent) return 'bytes were lost';
	return summary.sent === 0 ? 'the peer sent nothing' : undefined;
};

/** The connections of several peers in the sandbox, as one object. */
export const connection = (context: CellContext, peers: readonly string[], wire: Wire): Connection => {
	connections.set(context.evidence, {context, peers, wire});
	const intact = async (): Promise<PeerSummary> => {
		const summary = await settle(context, peers, wire);
		const problem = problemOf(summary);
		if (problem !== undefined) throw new Disagreement('behaviour', `${problem}: ${account(summary)}`);
		return summary;
	};
	return {
		pauses: async () => {
			await signalPeers(context, peers, 'STOP');
		},
		resumes: async () => {
			await signalPeers(context, peers, 'CONT');
		},
		isIntact: async () => {
			await intact();
		},
		isIntactAfterSilence: async atLeast => {
			const summary = await intact();
			if (summary.longestGapMs >= atLeast) return;
			const wanted = `the network was held for ${atLeast} ms, but traffic went on`;
			throw new Disagreement('behaviour', `${wanted}: ${account(summary)}`);
		},
		wasReset: async () => {
			const summary = await settle(context, peers, wire);
			if (summary.error === 'ECONNRESET') return;
			throw new Disagreement(
				'behaviour',
				`the peer was to be reset, but saw ${summary.error ?? 'no error'}: ${account(summary)}`,
			);
		},
	};
};
