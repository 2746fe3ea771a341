// Blames the right party for a peer that gets no answer: before the first dump the harness, which has started the
// container; afterwards the product, which has dumped and restored it.
import {peerSummary} from '../../evidence/transcript.ts';
import type {CellContext} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import {lastLines} from './peer.ts';

/** A peer that wrote nothing did not run: the harness is to blame for it at any time. */
const didRun = (line: string): boolean => line !== '';

/** Passes on what `wait` gives. @throws EvidenceMissing as `wait` does, but Disagreement after a dump or restore */
export const unansweredIsBehaviour = async <Value>(
	context: CellContext,
	peers: readonly string[],
	wait: () => Promise<Value>,
): Promise<Value> => {
	try {
		return await wait();
	} catch (error) {
		const last = context.evidence.operations.at(-1);
		if (!(error instanceof EvidenceMissing) || last === undefined) throw error;
		const lines = await lastLines(context, peers);
		if (!lines.every(didRun)) throw error;
		const errno = lines.map(line => peerSummary(line)?.error).find(each => each);
		const seen = errno ? `: ${errno}` : '';
		throw new Disagreement('behaviour', `after the ${last.operation}, ${error.shortMessage}${seen}`);
	}
};
