// Connects peers in the sandbox to the workload, or has one listen for it, and waits until bytes flow.

import {outsideAddress, vethNetwork} from '../../bundle/topology.ts';
import {socketQueues} from '../../evidence/socket-queues.ts';
import {peerProgress} from '../../evidence/transcript.ts';
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {type Connection, connection} from './connection.ts';
import {startPeers, waitForPeers} from './peer.ts';
import {namespaceOf, waitForSockets} from './sockets.ts';

export type PeerChoice = {
	/** How many, each with a connection of its own. Default: 1. */
	count?: number;
	/** `ipv6`: to the container's IPv6 address, on a network that has one. Default: IPv4. */
	family?: 'ipv4' | 'ipv6';
	/** It sends in bursts and reads nothing until it is asked how it went: the container's queues fill up. */
	deaf?: boolean;
	/** It sends a little and ends its side, while the workload answers nothing: half closed until `workloadAnswers`. */
	halfClosed?: boolean;
};

export type PeerConnection = Connection & {
	/** The workload answers what it has read, after which it closes a connection that its peer has half closed. */
	workloadAnswers: () => Promise<void>;
};

const flows = (line: string): boolean => (peerProgress(line)?.received ?? 0) > 0;

/** Bytes that wait in the container's sockets to be read or to be sent, read twice the same: nobody moves any more. */
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

/** While this file is there the workload reads, and answers nothing (images/tools/workload.c). */
const holdFile = ({bundle}: Instance): string => `${bundle}/rootfs/hold`;

/** The other end has sent all that it will, and the container's end still has something to say. */
const waitForHalfClosed = (context: CellContext, instance: Instance, port: number): Promise<void> =>
	waitForSockets(
		context,
		{namespace: namespaceOf(instance), port, words: ['-Htn', 'state', 'close-wait']},
		{reached: listing => listing.trim() !== '', missing: 'the container’s connection was not closed by its peer'},
	);

/** Starts the peers and waits until bytes flow both ways; for a deaf one, until the queues are full. */
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
	if (halfClosed) await waitForHalfClosed(context, instance, port);
	else if (deaf) await waitForFullQueues(context, instance, port);
	else await waitForPeers(context, peers, {reached: flows, missing: 'the peer did not connect'});
	const workloadAnswers = async (): Promise<void> => {
		await shell(context, 'rm -f "$1"', holdFile(instance));
	};
	return {...connection(context, peers, {topology: instance.topology.name, address}), workloadAnswers};
};

/** A peer that listens in the sandbox and echoes; only the veth network leads a container to it. */
export const listeningPeer = async (context: CellContext, port: number): Promise<Connection> =>
	connection(context, await startPeers(context, {command: ['listen', String(port)]}), {
		topology: vethNetwork.name,
		address: outsideAddress,
	});
