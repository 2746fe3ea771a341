// Waits until the sockets of a workload's port are in the state that a scenario needs. Only `ss` shows this state.
import {limits} from '../../support/limits.ts';
import {text} from '../../support/text.ts';
import {until} from '../../support/until.ts';
import type {CellContext, Sandbox} from '../cell-context.ts';
import {EvidenceMissing, ToolFailed} from '../errors.ts';
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

/** A namespace that has ended with its container has no sockets. */
const hasEnded = async ({exec}: Sandbox, namespace: string | undefined): Promise<boolean> =>
	namespace !== undefined && (await exec(['test', '-e', namespace])).exit !== 0;

/** @throws EvidenceMissing, ToolFailed */
export const waitForSockets = async (
	{sandbox}: CellContext,
	{namespace, port, words, end = 'sport'}: Listed,
	{reached, missing, everyMs = 100}: Awaited,
): Promise<void> => {
	const enter = namespace === undefined ? [] : ['nsenter', `--net=${namespace}`];
	let listing = '';
	const look = async (): Promise<boolean> => {
		const {exit, stdout, stderr} = await sandbox.exec([...enter, 'ss', ...words, end, '=', `:${port}`]);
		if (exit !== 0 && !(await hasEnded(sandbox, namespace))) {
			throw new ToolFailed('the sockets could not be listed', stderr);
		}
		listing = text(stdout);
		return reached(listing);
	};
	if (await until(look, {limitMs: limits.peerStartMs, everyMs})) return;
	throw new EvidenceMissing(missing, listing);
};
