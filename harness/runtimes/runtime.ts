// How a runtime is run: pure functions from what is wanted to the command's words. One file per runtime beside this one.
import type {Lock, Method, RuntimeName} from '../model/axes.ts';
import {crun} from './crun.ts';
import {runc} from './runc.ts';

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

export type Runtime = {
	name: RuntimeName;
	run: (id: string, bundle: string) => string[];
	checkpoint: (id: string, options: CheckpointOptions) => string[];
	restore: (id: string, options: RestoreOptions) => string[];
	state: (id: string) => string[];
	delete: (id: string) => string[];
	/** Whether a lock can be asked for on the command line. */
	hasLockFlag: boolean;
};

export const runtimes: Record<RuntimeName, Runtime> = {crun, runc};

/** How a runtime learns of the lock: by its flag, by /etc/criu/default.conf, or, for `unset`, not at all. */
export type Told = 'flag' | 'config' | 'nothing';

export const toldBy = (runtime: Runtime, lock: Lock): Told => {
	if (lock === 'unset') return 'nothing';
	return runtime.hasLockFlag ? 'flag' : 'config';
};
