// Waits until the sockets of a workload's port are as a scenario needs them. `ss` lists them: no program tells.
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import type {CellContext} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';

type Awaited = {
	/** Of the listing that `ss` prints. */
	reached: (listing: string) => boolean;
	/** What to say when that takes too long. */
	missing: string;
	everyMs?: number;
};

/** File of the network namespace that outlives the container; undefined where there is none. */
export const namespaceOf = ({topology: {network}}: Instance): string | undefined =>
	network.kind === 'path' ? network.path : undefined;

/** `words`: which sockets `ss` lists, of those that have the port. @throws EvidenceMissing */
export const waitForSockets = async (
	{sandbox}: CellContext,
	{namespace, port, words}: {namespace: string | undefined; port: number; words: readonly string[]},
	{reached, missing, everyMs = 100}: Awaited,
): Promise<void> => {
	const enter = namespace === undefined ? [] : ['nsenter', `--net=${namespace}`];
	let listing = '';
	const look = async (): Promise<boolean> => {
		listing = text((await sandbox.exec([...enter, 'ss', ...words, 'sport', '=', `:${port}`])).stdout);
		return reached(listing);
	};
	if (await until(look, {limitMs: limits.peerStartMs, everyMs})) return;
	throw new EvidenceMissing(missing, listing);
};
