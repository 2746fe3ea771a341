// A running container: it can be checkpointed, connected to, and asked whether it is still well.

import {type AttemptsOf, attemptsOf} from './attempts.ts';
import {type Checkpoint, checkpointed} from './checkpoint.ts';
import {connectPeers, type PeerChoice} from './connect.ts';
import type {Connection} from './connection.ts';
import {Disagreement} from './errors.ts';
import {type Failed, failed, failure} from './failure.ts';
import {foldersOf, type Instance} from './instance.ts';
import type {Lab} from './lab.ts';
import {type Operation, operate} from './operation.ts';
import {lockInNamespace, readWorkload, runtimeState, waitForWorkload} from './state.ts';

export type CheckpointChoice = {
	leaveRunning?: boolean;
	/** Default: when the workload holds connections. */
	tcpEstablished?: boolean;
	/** Further words for the command line, before the container's id. */
	words?: readonly string[];
};

export type RunningContainer = AttemptsOf & {
	/** Dumps the container. @throws Disagreement when that fails, on the first layer that is wrong */
	checkpoint: (choice?: CheckpointChoice) => Promise<Checkpoint>;
	/** Expects the dump to fail. @throws Disagreement when it succeeds */
	checkpointFails: (choice?: CheckpointChoice) => Promise<Failed>;
	/** Connects a peer in the sandbox to the workload; it sends, and checks the echo, until it is asked how it went. */
	connectPeer: (choice?: PeerChoice) => Promise<Connection>;
	/** The workload's counter goes on. */
	keepsCounting: () => Promise<void>;
	/** No lock in the container's network namespace, nor in the sandbox's own. */
	hasNoLock: () => Promise<void>;
};

const dump = async (lab: Lab, instance: Instance, choice: CheckpointChoice) => {
	const {leaveRunning = false, tcpEstablished = instance.workload.hasConnections, words = []} = choice;
	const turn = lab.evidence.operations.filter(({operation}) => operation === 'checkpoint').length + 1;
	const folders = foldersOf(instance, turn);
	const before = await readWorkload(lab, instance);
	const lockFlag = lab.told === 'flag' ? lab.method : undefined;
	const options = {folders, lockFlag, leaveRunning, tcpEstablished, words};
	const operation: Operation = await operate(lab, 'checkpoint', lab.runtime.checkpoint(instance.id, options), folders);
	return {folders, operation, counted: before?.count ?? 0};
};

const keepsCounting = async (lab: Lab, instance: Instance): Promise<void> => {
	const before = await readWorkload(lab, instance);
	const after = await waitForWorkload(lab, instance, ({count}) => count > (before?.count ?? 0));
	if (!after) throw new Disagreement('behaviour', `the workload stopped counting at ${before?.count}`);
};

const hasNoLock = async (lab: Lab, instance: Instance): Promise<void> => {
	const {pid, status} = await runtimeState(lab, instance);
	if (status !== 'running') throw new Disagreement('behaviour', `the container is ${status}, not running`);
	for (const [where, namespace] of [
		['the container’s network namespace', `/proc/${pid}/ns/net`],
		['the sandbox’s own network namespace', undefined],
	] as const) {
		const {objects} = await lockInNamespace(lab, namespace);
		if (objects.length > 0) throw new Disagreement('kernel', `left behind in ${where}: ${objects.join(', ')}`);
	}
};

export const running = (lab: Lab, instance: Instance): RunningContainer => ({
	checkpoint: async (choice = {}) => {
		const dumped = await dump(lab, instance, choice);
		if (dumped.operation.exit !== 0) throw failure(lab, dumped.operation);
		return checkpointed(lab, instance, dumped, () => running(lab, instance));
	},
	checkpointFails: async (choice = {}) => failed(lab, (await dump(lab, instance, choice)).operation),
	connectPeer: choice => connectPeers(lab, instance, choice),
	keepsCounting: () => keepsCounting(lab, instance),
	hasNoLock: () => hasNoLock(lab, instance),
	...attemptsOf(lab, instance),
});
