// Waits until the sockets of a workload's port are in the state that a scenario needs. Only `ss` shows this state.
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import type {CellContext} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';

type Awaited = {
	/** Takes the listing that `ss` prints. */
	reached: (listing: string) => boolean;
	/** The error message when it takes too long. */
	missing: string;
	everyMs?: number;
};

type Listed = {
	namespace: string | undefined;
	port: number;
	/** Options of `ss` that choose among the sockets of the port. */
	words: readonly string[];
	/** Whose port: their own, or that of the other end. Default: their own. */
	end?: 'sport' | 'dport';
};

/** File of the network namespace that outlives the container. Undefined when there is none. */
export const namespaceOf = ({topology: {network}}: Instance): string | undefined =>
	network.kind === 'path' ? network.path : undefined;

/** @throws EvidenceMissing */
export const waitForSockets = async (
	{sandbox}: CellContext,
	{namespace, port, words, end = 'sport'}: Listed,
	{reached, missing, everyMs = 100}: Awaited,
): Promise<void> => {
	const enter = namespace === undefined ? [] : ['nsenter', `--net=${namespace}`];
	let listing = '';
	const look = async (): Promise<boolean> => {
		listing = text((await sandbox.exec([...enter, 'ss', ...words, end, '=', `:${port}`])).stdout);
		return reached(listing);
	};
	if (await until(look, {limitMs: limits.peerStartMs, everyMs})) return;
	throw new EvidenceMissing(missing, listing);
};
