// Datagrams between the workload and a peer outside: each asks and answers. Nobody sends a lost datagram again, so
// after a restore only new ones come back.
import {peerSoFar} from '../../evidence/transcript.ts';
import {limits} from '../../support/limits.ts';
import {until} from '../../support/until.ts';
import type {CellContext} from '../cell-context.ts';
import {Disagreement, EvidenceMissing} from '../errors.ts';
import {readWorkload} from '../inspect.ts';
import type {Instance} from '../instance.ts';
import {reach} from './connect.ts';
import {connection} from './connection.ts';
import {startPeers, transcripts} from './peer.ts';
import {unansweredIsBehaviour} from './unanswered.ts';

export type Datagrams = {
	/** Asserts that from now on more bytes come back to the container and to its peer, and that none is wrong. */
	flow: () => Promise<void>;
};

const enough = 4096;

type Answered = {received: number; corrupt: number};
type Ends = {container: Answered; peer: Answered};

const none: Answered = {received: 0, corrupt: 0};

const isAbove = ({container, peer}: Ends, before: Ends): boolean =>
	container.received > before.container.received + enough && peer.received > before.peer.received + enough;

export const exchangeDatagrams = async (context: CellContext, instance: Instance): Promise<Datagrams> => {
	const {address, port} = reach(instance, 'ipv4');
	const peers = await startPeers(context, {command: ['datagrams', address, String(port)]});
	connection(context, peers, {topology: instance.topology.name, address});
	const look = async (): Promise<Ends> => {
		const [seen] = await transcripts(context, peers);
		const container = (await readWorkload(context, instance)) ?? none;
		return {container, peer: peerSoFar(seen?.transcript ?? '') ?? none};
	};
	const moreSince = async (before: Ends): Promise<Ends> => {
		let now = before;
		const isMore = async (): Promise<boolean> => {
			now = await look();
			return isAbove(now, before);
		};
		await until(isMore, {limitMs: limits.workloadMs, everyMs: 100});
		return now;
	};
	const nothing = {container: none, peer: none};
	await unansweredIsBehaviour(context, peers, async () => {
		if (isAbove(await moreSince(nothing), nothing)) return;
		throw new EvidenceMissing('no datagrams flow between the container and its peer');
	});
	return {
		flow: async () => {
			const before = await look();
			const now = await moreSince(before);
			for (const [who, end] of Object.entries(now)) {
				if (end.corrupt === 0) continue;
				throw new Disagreement('behaviour', `datagrams came back to the ${who} with ${end.corrupt} wrong bytes`);
			}
			if (isAbove(now, before)) return;
			const gained = (who: keyof Ends): number => now[who].received - before[who].received;
			throw new Disagreement(
				'behaviour',
				`datagrams do not flow: ${gained('container')} bytes came back to the container, ${gained('peer')} to its peer`,
			);
		},
	};
};
