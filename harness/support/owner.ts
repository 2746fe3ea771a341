// Names a process so that another netlock can check whether it still lives: by host, pid, boot, pid namespace and start
// time.
import {readFileSync, readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import {isAlive} from './is-alive.ts';

/** What this process can see of other processes. */
export type View = {
	host: string;
	/** Id of the kernel's boot. */
	boot: string;
	/** Pid namespace. */
	namespace: string;
	isAlive: (pid: number) => boolean;
	/** Start of a process in ticks since the boot. Empty when it cannot be read. */
	startOf: (pid: number) => string;
};

const readOr = (read: () => string): string => {
	try {
		return read();
	} catch {
		return '';
	}
};

/** Field 22 of /proc/PID/stat. The program's name, field 2, may contain spaces and brackets. */
const startIn = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';

const isOwnProc = readOr(() => readlinkSync('/proc/self')) === String(process.pid);

export const here: View = {
	host: hostname(),
	boot: readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
	namespace: readOr(() => readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')),
	isAlive,
	// /proc may belong to another pid namespace, with other pids.
	startOf: pid => (isOwnProc ? startIn(readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))) : ''),
};

/** The name of a process in labels, plans and locks. */
export const ownerOf = (pid: number, {host, boot, namespace, startOf}: View = here): string =>
	[host, pid, boot, namespace, startOf(pid)].join(':');

/** `unseen`: the process is on another machine, or in another boot or pid namespace. */
export type OwnerState = 'alive' | 'gone' | 'unseen';

export const stateOfOwner = (owner: string, view: View = here): OwnerState => {
	const [host, pidText, boot, namespace, start] = owner.split(':');
	const pid = Number(pidText);
	if (!(pid > 0)) return 'unseen';
	// Old versions of netlock wrote only `host:pid`.
	const seen =
		boot === undefined ? host === view.host : boot === view.boot && namespace !== '' && namespace === view.namespace;
	if (!seen) return 'unseen';
	if (!view.isAlive(pid)) return 'gone';
	const now = view.startOf(pid);
	// With another start time, another process has the pid now. If a start time cannot be read, the pid decides.
	return start && now && start !== now ? 'gone' : 'alive';
};
