// A running container: it can be checkpointed, connected to, and asked whether it is still well.
import type {Method} from '../plan/axes.ts';
import {type Answer, answerTo, type Spelling} from './answer.ts';
import {type AttemptsOf, attemptsOf} from './attempts.ts';
import {type Checkpoint, checkpointed} from './checkpoint.ts';
import {connectPeers, type PeerChoice} from './connect.ts';
import type {Connection} from './connection.ts';
import {Disagreement} from './errors.ts';
import {type Failed, failed, failure} from './failure.ts';
import {type Firewall, type FirewallKind, setUpFirewall} from './firewall.ts';
import {foldersOf, type Instance} from './instance.ts';
import {killWhileLocked} from './kill.ts';
import type {Lab} from './lab.ts';
import {nothingIsLeft} from './left-behind.ts';
import {type Operation, operate} from './operation.ts';
import {remove} from './remove.ts';
import type {Stage} from './scripts.ts';
import {failAt} from './stage-control.ts';
import {readWorkload, runtimeState, waitForWorkload} from './state.ts';

export type CheckpointChoice = {
	leaveRunning?: boolean;
	/** Default: when the workload holds connections. */
	tcpEstablished?: boolean;
	/** Further words for the command line, before the container's id. */
	words?: readonly string[];
	/** Stage at which the action script is to fail, this time. */
	scriptFailsAt?: Stage;
	/** Asks for this lock on the command line, whatever the cell's lock is. */
	lock?: Method | undefined;
};

export type RunningContainer = AttemptsOf & {
	/** Dumps the container. @throws Disagreement when that fails, on the first layer that is wrong */
	checkpoint: (choice?: CheckpointChoice) => Promise<Checkpoint>;
	/** Expects the dump to fail. @throws Disagreement when it succeeds */
	checkpointFails: (choice?: CheckpointChoice) => Promise<Failed>;
	/** Dumps the container and kills CRIU while the network is locked. */
	checkpointKillingCriu: () => Promise<Failed>;
	/** Dumps the container and kills the runtime while the network is locked; CRIU goes on by itself. */
	checkpointKillingRuntime: () => Promise<Checkpoint>;
	/** Gives the container a firewall of its own. */
	setUpFirewall: (kind: FirewallKind) => Promise<Firewall>;
	/** Checkpoints with a spelling of the lock on the command line, and tells how the runtime answers. */
	answerTo: (spelling: Spelling) => Promise<Answer>;
	/** Connects a peer in the sandbox to the workload; it sends, and checks the echo, until it is asked how it went. */
	connectPeer: (choice?: PeerChoice) => Promise<Connection>;
	/** The workload's counter goes on. */
	keepsCounting: () => Promise<void>;
	/** Ends it, if it still runs, and removes it; its checkpoints stay. */
	remove: () => Promise<void>;
	/** No lock in the container's network namespace, nor in the sandbox's own. */
	hasNoLock: () => Promise<void>;
};

const dump = async (lab: Lab, instance: Instance, choice: CheckpointChoice, victim?: string) => {
	const {leaveRunning = false, tcpEstablished = instance.workload.hasConnections, words = [], lock} = choice;
	const turn = lab.evidence.operations.filter(({operation}) => operation === 'checkpoint').length + 1;
	const folders = {...foldersOf(instance, turn), ...instance.keptBy};
	const before = await readWorkload(lab, instance);
	const lockFlag = lock ?? (lab.told === 'flag' ? lab.method : undefined);
	const options = {folders, lockFlag, leaveRunning, tcpEstablished, words};
	const run = () => operate(lab, 'checkpoint', lab.runtime.checkpoint(instance.id, options), folders, lock);
	if (choice.scriptFailsAt !== undefined) await failAt(lab, choice.scriptFailsAt);
	const operation: Operation = victim === undefined ? await run() : await killWhileLocked(lab, victim, run);
	if (choice.scriptFailsAt !== undefined) await failAt(lab);
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
	await nothingIsLeft(lab, `/proc/${pid}/ns/net`);
};

export const running = (lab: Lab, instance: Instance): RunningContainer => ({
	checkpoint: async (choice = {}) => {
		const dumped = await dump(lab, instance, choice);
		if (dumped.operation.exit !== 0) throw failure(lab, dumped.operation);
		return checkpointed(lab, instance, dumped, () => running(lab, instance));
	},
	checkpointFails: async (choice = {}) => failed(lab, (await dump(lab, instance, choice)).operation),
	checkpointKillingCriu: async () => failed(lab, (await dump(lab, instance, {}, 'criu')).operation),
	checkpointKillingRuntime: async () => {
		const dumped = await dump(lab, instance, {}, lab.runtime.name);
		return checkpointed(lab, instance, dumped, () => running(lab, instance));
	},
	setUpFirewall: kind => setUpFirewall(lab, instance, kind),
	answerTo: spelling =>
		answerTo(lab, instance, spelling, {
			keepsCounting: () => keepsCounting(lab, instance),
			hasNoLock: () => hasNoLock(lab, instance),
		}),
	connectPeer: choice => connectPeers(lab, instance, choice),
	keepsCounting: () => keepsCounting(lab, instance),
	remove: () => remove(lab, instance),
	hasNoLock: () => hasNoLock(lab, instance),
	...attemptsOf(lab, instance),
});
