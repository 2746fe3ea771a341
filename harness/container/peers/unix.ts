// A peer outside that connects to the workload's Unix socket, as a program of the host does through a mounted path.
import {peerProgress} from '../../evidence/transcript.ts';
import type {CellContext} from '../cell-context.ts';
import {EvidenceMissing} from '../errors.ts';
import type {Instance} from '../instance.ts';
import {type Connection, connection} from './connection.ts';
import {startPeers, waitForPeers} from './peer.ts';
import {namespaceOf} from './sockets.ts';
import {unansweredIsBehaviour} from './unanswered.ts';

const flows = (line: string): boolean => (peerProgress(line)?.received ?? 0) > 0;

export type UnixPeerChoice = {
	/**
	 * Network namespace of the peer: that of the container, as a second container of its pod has it, or the sandbox's own,
	 * as a program of the host has it. The kernel gives both ends of a Unix connection the namespace of the one that
	 * connects, and CRIU knows the sockets of the container's namespace only.
	 */
	in: 'pod' | 'host';
};

export const connectOverUnix = async (
	context: CellContext,
	instance: Instance,
	{in: where}: UnixPeerChoice,
): Promise<Connection> => {
	const {workload, bundle, topology} = instance;
	const pod = namespaceOf(instance);
	if (workload.socket === undefined) throw new EvidenceMissing('a peer needs a workload with a Unix socket');
	if (pod === undefined) throw new EvidenceMissing('a peer in the pod needs a network that outlives the container');
	const command = ['connect', 'unix', `${bundle}/rootfs${workload.socket}`];
	const peers = await startPeers(context, {command, ...(where === 'pod' && {namespace: pod})});
	const connected = connection(context, peers, {topology: topology.name, address: 'unix'});
	await unansweredIsBehaviour(context, peers, () =>
		waitForPeers(context, peers, {reached: flows, missing: 'no byte came back to a new peer'}),
	);
	return connected;
};
