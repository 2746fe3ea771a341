// A runtime as data: how each of its commands is written, and everything that differs between runtimes. Scenarios and
// planners ask these properties and never the name. So a new runtime is one file in harness/runtimes/ and one name in
// axes.ts.
import type {Method, RuntimeName} from './axes.ts';
import type {OperationEvidence} from './evidence.ts';

export type Folders = {bundle: string; image: string; work: string};

export type CheckpointOptions = {
	folders: Folders;
	/** The value for the runtime's option for the lock. Undefined: no option. */
	lockFlag: Method | undefined;
	leaveRunning: boolean;
	tcpEstablished: boolean;
	/** More words, before the container's id. */
	words: readonly string[];
};

export type RestoreOptions = Pick<CheckpointOptions, 'folders' | 'tcpEstablished' | 'words'>;

/** The commands of a runtime: pure functions that give a command's words. */
export type RuntimeCommands = {
	name: RuntimeName;
	run: (id: string, bundle: string) => string[];
	checkpoint: (id: string, options: CheckpointOptions) => string[];
	restore: (id: string, options: RestoreOptions) => string[];
	state: (id: string) => string[];
	delete: (id: string) => string[];
	/** Whether the command line has an option for the lock: `--network-lock`. */
	hasLockFlag: boolean;
};

/**
 * Known fields that a runtime sends unasked. The list does not excuse them: the cell still fails if an operator's file
 * asks for another value.
 */
export type SentUnasked = {
	/** Range of the runtime's versions. Absent: all that netlock has seen. */
	versions?: string;
	/** Absent: both operations. */
	operation?: OperationEvidence['operation'];
	/** Number and values of each field. */
	fields: readonly (readonly [number: number, ...values: string[]])[];
	/** Place in the runtime's sources. */
	source: string;
};

export type Runtime = RuntimeCommands & {
	/** Whether a binary with a `checkpoint` command can checkpoint, from the output of `--version`. */
	checkpoints: (version: string) => boolean;
	/** Whether netlock can compile it from sources, and fetch it from COPR. */
	compilable: boolean;
	/** CRIU configuration files below /etc/criu that its request can name. The first one that exists counts. */
	criuConfigs: readonly [own: string, ...shared: string[]];
	/** Whether it calls CRIU through libcriu, so that another libcriu can change its behaviour. */
	usesLibcriu: boolean;
	/** The first versions of the runtime and of libcriu with which it names such a file. Absent: always. */
	namesConfigSince?: {version: string; libcriu: string};
	/** Whether it restores the content of the container's own network namespace: addresses, links that are up, rules. */
	restoresPrivateNetwork: boolean;
	/** Fields that it sends CRIU in every request although nobody asked. */
	sendsUnasked: readonly SentUnasked[];
};
