// A running container: it can be checkpointed and connected to, and a scenario can check that it is well.
import type {Method} from '../model/axes.ts';
import type {CellContext} from './cell-context.ts';
import {type Checkpoint, checkpointed} from './checkpoint.ts';
import {lockOf} from './configured.ts';
import {requireDeclared} from './declared.ts';
import {Disagreement} from './errors.ts';
import {killWhileLocked} from './faults/kill.ts';
import {failAt} from './faults/stage-control.ts';
import {type Firewall, type FirewallKind, setUpFirewall} from './firewall.ts';
import {hasWhatHookAdded, hookRan} from './hook.ts';
import {readWorkload, runtimeState, waitForWorkload} from './inspect.ts';
import {foldersOf, type Instance} from './instance.ts';
import {holdDump, holdFailedDump, holdRequest, type Suspended} from './invariants.ts';
import type {Stage} from './layers/action-scripts.ts';
import {type Failed, failed, failure} from './layers/failure.ts';
import {nothingIsLeft} from './layers/left-behind.ts';
import {type Reaction, reactionTo, type Spelling} from './lock-option.ts';
import {type Operation, operate} from './operation.ts';
import {askWithEveryOption} from './options/ask.ts';
import {ownProcess} from './own-process.ts';
import {type AttemptsOf, attemptsOf} from './peers/attempts.ts';
import {
	type ConnectionState,
	connectPeers,
	type PeerChoice,
	type PeerConnection,
	waitForState,
} from './peers/connect.ts';
import type {Connection} from './peers/connection.ts';
import {type Datagrams, exchangeDatagrams} from './peers/datagrams.ts';
import {type Packets, probePackets} from './peers/packets.ts';
import {connectUnaccepted, goOn} from './peers/unaccepted.ts';
import {connectOverUnix, type UnixPeerChoice} from './peers/unix.ts';
import {type PreDump, preDump} from './pre-dump.ts';
import {remove} from './remove.ts';

export type CheckpointChoice = {
	leaveRunning?: boolean;
	/** Default: true if the workload has connections. */
	tcpEstablished?: boolean;
	/** More words for the command line, before the container's id. */
	words?: readonly string[];
	/** Stage at which the action script fails in this dump. */
	scriptFailsAt?: Stage;
	/** Lock to ask for on the command line, instead of the cell's. */
	lock?: Method | undefined;
	/** Invariants that do not hold for this dump, and why. */
	except?: Suspended;
};

export type RunningContainer = AttemptsOf & {
	/** Dumps the container. @throws Disagreement on the first layer that is wrong */
	checkpoint: (choice?: CheckpointChoice) => Promise<Checkpoint>;
	/** Dumps the memory only. Asserts that no lock was taken for it. */
	preDump: () => Promise<PreDump>;
	/** Expects the dump to fail. @throws Disagreement when it succeeds */
	checkpointFails: (choice?: CheckpointChoice) => Promise<Failed>;
	/**
	 * Asserts that a dump without `--tcp-established` fails with a message that names the option, and that the container
	 * runs on without a lock.
	 */
	refusesWithoutTcpEstablished: () => Promise<void>;
	/** Dumps the container and kills CRIU while the network is locked. */
	checkpointKillingCriu: () => Promise<Failed>;
	/** Dumps the container and kills the runtime while the network is locked. CRIU continues alone. */
	checkpointKillingRuntime: () => Promise<Checkpoint>;
	/**
	 * Asks for a dump with every option of the runtime. Each option must change its own field of the request and nothing
	 * else.
	 */
	everyOptionKeepsToItself: () => Promise<void>;
	/** Sets up a firewall inside the container. */
	setUpFirewall: (kind: FirewallKind) => Promise<Firewall>;
	/** Checkpoints with a spelling of the lock on the command line, and gives the runtime's reaction. */
	reactionTo: (spelling: Spelling) => Promise<Reaction>;
	/**
	 * Connects a peer in the sandbox to the workload. The peer sends and checks the echo until the scenario asks for its
	 * result.
	 */
	connectPeer: (choice?: PeerChoice) => Promise<PeerConnection>;
	/** Connects a peer outside of the container to the workload's Unix socket. It is asked as any peer. */
	connectOverUnix: (choice: UnixPeerChoice) => Promise<Connection>;
	/** Sends packets of every protocol, family, direction, state and mark. Needs the `veth-ipv6` network. */
	probePackets: () => Promise<Packets>;
	/** Stops the workload and connects a peer. Its connection waits to be accepted until `goesOn` is called. */
	connectUnaccepted: () => Promise<Connection>;
	goesOn: () => Promise<void>;
	/** Waits until the workload's connection to a peer outside is in this state. */
	reaches: (state: ConnectionState) => Promise<void>;
	/** Starts a peer outside that sends datagrams to the workload and answers its own. Waits until they flow both ways. */
	exchangeDatagrams: () => Promise<Datagrams>;
	/** Asserts that the device, the address and the firewall table of the hook are there. */
	hasWhatHookAdded: () => Promise<void>;
	/** Asserts how often the hook has been called since the container was made. */
	hookRan: (times: number) => Promise<void>;
	/** Asserts that the workload still counts. */
	keepsCounting: () => Promise<void>;
	/** Ends the container if it still runs, and removes it. Its checkpoints stay. */
	remove: () => Promise<void>;
	/** Asserts that there is no lock in the container's network namespace, nor in the sandbox's own. */
	hasNoLock: () => Promise<void>;
};

const dump = async (context: CellContext, instance: Instance, choice: CheckpointChoice, victim?: string) => {
	const {leaveRunning = false, tcpEstablished = instance.workload.hasConnections, words = [], lock} = choice;
	const turn = context.evidence.operations.filter(({operation}) => operation === 'checkpoint').length + 1;
	const folders = {...foldersOf(instance, turn), ...instance.podmanFolders};
	const program = await ownProcess(context, instance);
	const before = program === undefined ? await readWorkload(context, instance) : undefined;
	const lockFlag = lock ?? (context.told === 'flag' ? context.method : undefined);
	const options = {folders, lockFlag, leaveRunning, tcpEstablished, words};
	const argv = context.runtime.checkpoint(instance.id, options);
	const run = () => operate(context, {kind: 'checkpoint', argv, instance, folders, asked: lock});
	if (choice.scriptFailsAt !== undefined) await failAt(context, choice.scriptFailsAt);
	const operation: Operation = victim === undefined ? await run() : await killWhileLocked(context, victim, run);
	if (choice.scriptFailsAt !== undefined) await failAt(context);
	return {folders, operation, method: lockOf(context, operation), counted: before?.count ?? 0, program};
};

const checkpointFails = async (
	context: CellContext,
	instance: Instance,
	choice: CheckpointChoice = {},
): Promise<Failed> => {
	const {operation} = await dump(context, instance, choice);
	const words = failed(context, operation, instance);
	holdFailedDump({context, instance, operation, except: choice.except});
	return words;
};

const keepsCounting = async (context: CellContext, instance: Instance): Promise<void> => {
	if ((await ownProcess(context, instance)) !== undefined) return;
	const before = await readWorkload(context, instance);
	const after = await waitForWorkload(context, instance, ({count}) => count > (before?.count ?? 0));
	if (after) return;
	// Throws if the runtime has forgotten the container.
	await runtimeState(context, instance);
	throw new Disagreement('behaviour', `the workload stopped counting at ${before?.count}`);
};

const hasNoLock = async (context: CellContext, instance: Instance): Promise<void> => {
	const {pid, status} = await runtimeState(context, instance);
	if (status !== 'running') throw new Disagreement('behaviour', `the container is ${status}, not running`);
	await nothingIsLeft(context, `/proc/${pid}/ns/net`);
};

export const running = (context: CellContext, instance: Instance): RunningContainer => ({
	checkpoint: async (choice = {}) => {
		const {hasConnections, hasDatagrams = false} = instance.workload;
		if (hasConnections || hasDatagrams) requireDeclared(context, 'inet-socket');
		const dumped = await dump(context, instance, choice);
		const {operation} = dumped;
		if (operation.exit !== 0) throw failure(context, operation, instance);
		holdDump({context, instance, operation, except: choice.except}, choice);
		return checkpointed(context, instance, dumped, () => running(context, instance));
	},
	preDump: () => preDump(context, instance),
	checkpointFails: choice => checkpointFails(context, instance, choice),
	refusesWithoutTcpEstablished: async () => {
		const refused = await checkpointFails(context, instance, {tcpEstablished: false});
		refused.names('--tcp-established');
		await keepsCounting(context, instance);
		await hasNoLock(context, instance);
	},
	checkpointKillingCriu: async () => {
		const {operation} = await dump(context, instance, {}, 'criu');
		const words = failed(context, operation, instance);
		holdFailedDump({
			context,
			instance,
			operation,
			except: {gone: 'CRIU is no more: what it leaves, the scenario tells'},
		});
		return words;
	},
	checkpointKillingRuntime: async () => {
		const dumped = await dump(context, instance, {}, context.runtime.name);
		holdRequest({context, instance, operation: dumped.operation});
		return checkpointed(context, instance, dumped, () => running(context, instance));
	},
	everyOptionKeepsToItself: () =>
		askWithEveryOption(context, {instance, kind: 'checkpoint', folders: foldersOf(instance, 0)}),
	setUpFirewall: async kind => {
		requireDeclared(context, 'own-firewall');
		return setUpFirewall(context, instance, kind);
	},
	reactionTo: spelling =>
		reactionTo(context, instance, spelling, {
			keepsCounting: () => keepsCounting(context, instance),
			hasNoLock: () => hasNoLock(context, instance),
		}),
	connectPeer: choice => connectPeers(context, instance, choice),
	connectOverUnix: choice => connectOverUnix(context, instance, choice),
	probePackets: () => probePackets(context, instance),
	connectUnaccepted: () => connectUnaccepted(context, instance),
	goesOn: () => goOn(context, instance),
	reaches: state => waitForState(context, instance, state),
	exchangeDatagrams: () => exchangeDatagrams(context, instance),
	hasWhatHookAdded: () => hasWhatHookAdded(context, instance),
	hookRan: times => hookRan(context, times),
	keepsCounting: () => keepsCounting(context, instance),
	remove: () => remove(context, instance),
	hasNoLock: () => hasNoLock(context, instance),
	...attemptsOf(context, instance),
});
