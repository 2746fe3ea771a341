// A connection that the workload has not accepted: the workload is stopped, so the kernel keeps the connection in the
// queue of the listening socket.
import {type CellContext, shell} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import {runtimeState} from '../inspect.ts';
import type {Instance} from '../instance.ts';
import {reach} from './connect.ts';
import {type Connection, connection} from './connection.ts';
import {startPeers} from './peer.ts';
import {waitForSockets} from './sockets.ts';
import {unansweredIsBehaviour} from './unanswered.ts';

const signal = async (context: CellContext, instance: Instance, name: 'STOP' | 'CONT'): Promise<void> => {
	const {pid} = await runtimeState(context, instance);
	const {exit, stderr} = await shell(context, 'kill -"$1" "$2"', name, String(pid));
	if (exit !== 0) throw new EvidenceMissing(`the workload takes no SIG${name}`, stderr);
};

/** Continues the workload. */
export const goOn = (context: CellContext, instance: Instance): Promise<void> => signal(context, instance, 'CONT');

/**
 * How many connections wait in the queue of a listening socket. `ss` prints this in the column that shows waiting bytes
 * of others.
 */
export const waitingIn = (listing: string): number => Number(listing.trim().split(/\s+/)[1] ?? 0);

/** Stops the workload and connects a peer, which sends although nobody has accepted the connection. */
export const connectUnaccepted = async (context: CellContext, instance: Instance): Promise<Connection> => {
	const {address, port} = reach(instance, 'ipv4');
	await signal(context, instance, 'STOP');
	const peers = await startPeers(context, {command: ['connect', address, String(port)]});
	const {pid} = await runtimeState(context, instance);
	await unansweredIsBehaviour(context, [], () =>
		waitForSockets(
			context,
			{namespace: `/proc/${pid}/ns/net`, port, words: ['-Htln']},
			{
				reached: listing => waitingIn(listing) > 0,
				missing: 'no connection waits in the queue of the listening socket',
			},
		),
	);
	return connection(context, peers, {topology: instance.topology.name, address});
};
