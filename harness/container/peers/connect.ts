// Connects peers in the sandbox to the workload, or starts one that listens for it, and waits until bytes flow.

import {outsideAddress, vethNetwork} from '../../bundle/topology.ts';
import {socketQueues} from '../../evidence/socket-queues.ts';
import {peerProgress} from '../../evidence/transcript.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {type Connection, connection} from './connection.ts';
import {startPeers, waitForPeers} from './peer.ts';
import {namespaceOf, waitForSockets} from './sockets.ts';
import {unansweredIsBehaviour} from './unanswered.ts';

export type PeerChoice = {
	/** How many peers. Each has its own connection. Default: 1. */
	count?: number;
	/** `ipv6`: to the container's IPv6 address, if the network has one. Default: IPv4. */
	family?: 'ipv4' | 'ipv6';
	/**
	 * The peer sends in bursts and reads nothing until the scenario asks for its result. The container's queues fill up.
	 */
	deaf?: boolean;
	/**
	 * The peer sends a little and shuts down its sending side. The workload does not answer: the connection is half
	 * closed until `workloadAnswers` is called.
	 */
	halfClosed?: boolean;
};

export type PeerConnection = Connection & {
	/** The workload echoes what it has read. Then it closes a connection whose peer has shut down its side. */
	workloadAnswers: () => Promise<void>;
};

const flows = (line: string): boolean => (peerProgress(line)?.received ?? 0) > 0;

/** Waits until the bytes queued in the container's sockets, to be read or to be sent, no longer change. */
const waitForFullQueues = (context: CellContext, instance: Instance, port: number): Promise<void> => {
	let last = '';
	const areFull = (listing: string): boolean => {
		const queues = socketQueues(listing);
		const isStill = listing === last;
		last = listing;
		return isStill && queues.length > 0 && queues.every(each => each.unread > 0 && each.unsent > 0);
	};
	return waitForSockets(
		context,
		{namespace: namespaceOf(instance), port, words: ['-Htn']},
		{reached: areFull, missing: 'the queues of the container’s connection did not fill up', everyMs: 250},
	);
};

export const reach = ({topology, workload}: Instance, family: 'ipv4' | 'ipv6'): {address: string; port: number} => {
	const address = family === 'ipv6' ? topology.address6 : topology.address;
	if (address !== undefined && workload.port !== undefined) return {address, port: workload.port};
	throw new EvidenceMissing('a peer needs a workload with a port, on a network that reaches it');
};

/** While this file exists, the workload reads but does not answer (images/tools/workload.c). */
const holdFile = ({bundle}: Instance): string => `${bundle}/rootfs/hold`;

const isListed = (listing: string): boolean => listing.trim() !== '';

/** As `ss` calls them. */
export type ConnectionState = 'syn-sent' | 'fin-wait-2';

/** Waits until the peer has sent everything and the container's end of the connection is still open for sending. */
const waitForHalfClosed = (context: CellContext, instance: Instance, port: number): Promise<void> =>
	waitForSockets(
		context,
		{namespace: namespaceOf(instance), port, words: ['-Htn', 'state', 'close-wait']},
		{reached: isListed, missing: 'the container’s connection was not closed by its peer'},
	);

/** Starts the peers and waits until bytes flow both ways or, for a deaf peer, until the queues are full. */
export const connectPeers = async (
	context: CellContext,
	instance: Instance,
	choice: PeerChoice = {},
): Promise<PeerConnection> => {
	const {count = 1, family = 'ipv4', deaf = false, halfClosed = false} = choice;
	const {address, port} = reach(instance, family);
	const command = ['connect', address, String(port)];
	if (halfClosed) await shell(context, ': > "$1"', holdFile(instance));
	const options = [...(deaf ? ['--deaf'] : []), ...(halfClosed ? ['--half-close'] : [])];
	const peers = await startPeers(context, {command, options, count});
	const connected = connection(context, peers, {topology: instance.topology.name, address});
	await unansweredIsBehaviour(context, peers, () => {
		if (halfClosed) return waitForHalfClosed(context, instance, port);
		if (deaf) return waitForFullQueues(context, instance, port);
		return waitForPeers(context, peers, {reached: flows, missing: 'no byte came back to a new peer'});
	});
	const workloadAnswers = async (): Promise<void> => {
		await shell(context, 'rm -f "$1"', holdFile(instance));
	};
	return {...connected, workloadAnswers};
};

/** Starts a peer that listens in the sandbox and echoes. Only a container on the veth network can reach it. */
export const listeningPeer = async (context: CellContext, port: number): Promise<Connection> => {
	const peers = await startPeers(context, {command: ['listen', String(port)]});
	await waitForSockets(
		context,
		{namespace: undefined, port, words: ['-Htln']},
		{reached: isListed, missing: 'the peer outside does not listen'},
	);
	return connection(context, peers, {topology: vethNetwork.name, address: outsideAddress});
};

/** Waits until the connection of a workload that is a client is in this state. */
export const waitForState = (context: CellContext, instance: Instance, state: ConnectionState): Promise<void> => {
	const port = Number(instance.workload.args.at(-1));
	return unansweredIsBehaviour(context, [], () =>
		waitForSockets(
			context,
			{namespace: namespaceOf(instance), port, words: ['-Htn', 'state', state], end: 'dport'},
			{reached: isListed, missing: `the container has no connection in the state ${state}`},
		),
	);
};
