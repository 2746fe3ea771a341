// A runtime as data: how each of its commands is written, and all that differs between runtimes. Scenarios and planners ask these
// properties and no name, so that a runtime is one file in harness/runtimes/ and its name in axes.ts.
import type {Method, RuntimeName} from './axes.ts';
import type {OperationEvidence} from './evidence.ts';

export type Folders = {bundle: string; image: string; work: string};

export type CheckpointOptions = {
	folders: Folders;
	/** Only when the runtime is to be told by its flag. */
	lockFlag: Method | undefined;
	leaveRunning: boolean;
	tcpEstablished: boolean;
	/** Further words, before the container's id. */
	words: readonly string[];
};

export type RestoreOptions = Pick<CheckpointOptions, 'folders' | 'tcpEstablished' | 'words'>;

/** How a runtime is run: pure functions from what is wanted to the command's words. */
export type RuntimeCommands = {
	name: RuntimeName;
	run: (id: string, bundle: string) => string[];
	checkpoint: (id: string, options: CheckpointOptions) => string[];
	restore: (id: string, options: RestoreOptions) => string[];
	state: (id: string) => string[];
	delete: (id: string) => string[];
	/** Whether a lock can be asked for on the command line: `--network-lock`. */
	hasLockFlag: boolean;
};

/** A fact, not a leave: where an operator's file asks for something else, the cell fails all the same. */
export type SentUnasked = {
	/** Range of the runtime's versions; absent: all that netlock has seen. */
	versions?: string;
	/** Absent: both. */
	operation?: OperationEvidence['operation'];
	/** Number and values. */
	fields: readonly (readonly [number: number, ...values: string[]])[];
	/** Where the runtime does it. */
	source: string;
};

export type Runtime = RuntimeCommands & {
	/** Whether a binary that has a `checkpoint` command can checkpoint, from all that `--version` prints. */
	checkpoints: (version: string) => boolean;
	/** Whether netlock compiles it from sources, and fetches it from COPR. */
	compilable: boolean;
	/** Configuration files of CRIU that its request can name, below /etc/criu: the first that is there counts. */
	criuConfigs: readonly [own: string, ...shared: string[]];
	/** Whether it asks CRIU through libcriu, and so may differ with another libcriu. */
	usesLibcriu: boolean;
	/** Versions of it and of libcriu from which on it names such a file; absent: always. */
	namesConfigSince?: {version: string; libcriu: string};
	/** Whether a network namespace of the container's own comes back with what was in it: addresses, links that are up, rules. */
	restoresPrivateNetwork: boolean;
	/** What it sends CRIU in every request, though nobody asked. */
	sendsUnasked: readonly SentUnasked[];
};
