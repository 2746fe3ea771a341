// Ends a process and all processes that it started: its process group, whose id is that of the process.
import {setTimeout as sleep} from 'node:timers/promises';
import {limits} from '../support/limits.ts';

export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
};

/** Sends SIGTERM, then SIGKILL. `ended`: settles when the process has ended. */
export const endGroup = async (pid: number, ended: Promise<unknown>): Promise<void> => {
	signalGroup(pid, 'SIGTERM');
	await Promise.race([ended, sleep(limits.giveUpMs, undefined, {ref: false})]).catch(() => {});
	signalGroup(pid, 'SIGKILL');
};
