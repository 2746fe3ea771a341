// A running container: it can be checkpointed, connected to, and asked whether it is still well.
import type {Topology} from '../bundle/topology.ts';
import type {Workload} from '../bundle/workload.ts';
import {lastWords, plainLines} from '../runtimes/messages.ts';
import {type Checkpoint, checkpointed} from './checkpoint.ts';
import {type Connection, connectPeer} from './connection.ts';
import {Disagreement, EvidenceMissing} from './errors.ts';
import type {Lab} from './lab.ts';
import {type KernelLayer, kernelLayer, type RequestLayer, requestLayer, requestProblem} from './layers.ts';
import {type Operation, operate} from './operation.ts';
import {bundle, containerId, lockInNamespace, readWorkload, runtimeState, waitForWorkload} from './state.ts';

export type CheckpointChoice = {leaveRunning?: boolean};

export type RunningContainer = {
	/** Dumps the container. @throws Disagreement when that fails, on the first layer that is wrong */
	checkpoint: (choice?: CheckpointChoice) => Promise<Checkpoint>;
	/** Expects the dump to fail. @throws Disagreement when it succeeds */
	checkpointFails: () => Promise<FailedCheckpoint>;
	/** Connects a peer in the sandbox to the workload; it sends, and checks the echo, until it is asked how it went. */
	connectPeer: () => Promise<Connection>;
	/** The workload's counter goes on. */
	keepsCounting: () => Promise<void>;
	/** No lock in the container's network namespace, nor in the sandbox's own. */
	hasNoLock: () => Promise<void>;
};

export type FailedCheckpoint = {
	request: RequestLayer;
	kernel: KernelLayer;
	/** What the runtime printed, or the log that it points to, names this. */
	names: (what: string) => void;
};

/** What a running container is made of. */
export type Make = {workload: Workload; topology: Topology};

const foldersFor = (lab: Lab): {bundle: string; image: string; work: string} => {
	const turn = lab.evidence.operations.filter(({operation}) => operation === 'checkpoint').length + 1;
	return {bundle, image: `/work/image-${turn}`, work: `/work/criu-${turn}`};
};

/** The runtime's own words for a failure. */
const said = ({stderr, exit}: Operation): string => {
	if (exit === null) return 'it did not end within its time limit';
	return lastWords(stderr) ?? `exit ${exit}, and no word of why`;
};

/** The first layer that is wrong with an operation that failed. */
export const failure = (lab: Lab, operation: Operation): Disagreement => {
	const verb = `${lab.runtime.name} ${operation.kind}`;
	const problem = requestProblem(lab, operation);
	const symptoms = [...operation.causes, ...plainLines(operation.stderr)];
	const words = `${verb} fails: ${operation.causes[0] ?? said(operation)}`;
	if (problem !== undefined) {
		return new Disagreement('request', `${problem}; then ${words}`, symptoms);
	}
	return new Disagreement('exit', words, symptoms);
};

const dump = async (lab: Lab, make: Make, {leaveRunning = false}: CheckpointChoice) => {
	const folders = foldersFor(lab);
	const before = await readWorkload(lab);
	const operation = await operate(
		lab,
		'checkpoint',
		lab.runtime.checkpoint(containerId, {
			folders,
			lockFlag: lab.told === 'flag' ? lab.method : undefined,
			leaveRunning,
			tcpEstablished: make.workload.hasConnections,
		}),
		folders,
	);
	return {folders, operation, counted: before?.count ?? 0};
};

const keepsCounting = async (lab: Lab): Promise<void> => {
	const before = await readWorkload(lab);
	const after = await waitForWorkload(lab, ({count}) => count > (before?.count ?? 0));
	if (!after) throw new Disagreement('behaviour', `the workload stopped counting at ${before?.count}`);
};

const hasNoLock = async (lab: Lab): Promise<void> => {
	const {pid, status} = await runtimeState(lab);
	if (status !== 'running') throw new Disagreement('behaviour', `the container is ${status}, not running`);
	for (const [where, namespace] of [
		['the container’s network namespace', `/proc/${pid}/ns/net`],
		['the sandbox’s own network namespace', undefined],
	] as const) {
		const {objects} = await lockInNamespace(lab, namespace);
		if (objects.length > 0) throw new Disagreement('kernel', `left behind in ${where}: ${objects.join(', ')}`);
	}
};

const failed = (lab: Lab, operation: Operation): FailedCheckpoint => ({
	request: requestLayer(lab, operation),
	kernel: kernelLayer(operation),
	names: what => {
		const words = [...operation.causes, operation.stderr];
		if (words.some(line => line.includes(what))) return;
		throw new Disagreement('exit', `the error does not name ${what}: ${said(operation)}`, operation.causes);
	},
});

export const running = (lab: Lab, make: Make): RunningContainer => ({
	checkpoint: async (choice = {}) => {
		const {folders, operation, counted} = await dump(lab, make, choice);
		if (operation.exit !== 0) throw failure(lab, operation);
		return checkpointed(lab, make, {folders, operation, counted});
	},
	checkpointFails: async () => {
		const {operation} = await dump(lab, make, {});
		if (operation.exit !== 0) return failed(lab, operation);
		throw new Disagreement('exit', `${lab.runtime.name} checkpoint succeeds, but was to fail`);
	},
	connectPeer: async () => {
		const {address} = make.topology;
		if (address === undefined || make.workload.port === undefined) {
			throw new EvidenceMissing('a peer needs a workload with a port, on a network that reaches it');
		}
		return connectPeer(lab, address, make.workload.port);
	},
	keepsCounting: () => keepsCounting(lab),
	hasNoLock: () => hasNoLock(lab),
});
