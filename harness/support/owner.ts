// A process, named so that another netlock can tell whether it still lives: by host, pid, boot, pid namespace and start time.
import {readFileSync, readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import {isAlive} from './is-alive.ts';

/** What this process sees of processes. */
export type View = {
	host: string;
	/** Id of the kernel's boot. */
	boot: string;
	/** Pid namespace. */
	namespace: string;
	isAlive: (pid: number) => boolean;
	/** In ticks since the boot; empty where it cannot be read. */
	startOf: (pid: number) => string;
};

const readOr = (read: () => string): string => {
	try {
		return read();
	} catch {
		return '';
	}
};

/** Field 22 of /proc/PID/stat. The program's name, field 2, may have spaces and brackets. */
const startIn = (stat: string): string => stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';

const isOwnProc = readOr(() => readlinkSync('/proc/self')) === String(process.pid);

export const here: View = {
	host: hostname(),
	boot: readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
	namespace: readOr(() => readlinkSync('/proc/self/ns/pid').replaceAll(/\D/g, '')),
	isAlive,
	// /proc may be of another pid namespace, which numbers processes otherwise.
	startOf: pid => (isOwnProc ? startIn(readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))) : ''),
};

/** As labels, plans and locks have it. */
export const ownerOf = (pid: number, {host, boot, namespace, startOf}: View = here): string =>
	[host, pid, boot, namespace, startOf(pid)].join(':');

/** `unseen`: of another machine, another boot or another pid namespace. */
export type OwnerState = 'alive' | 'gone' | 'unseen';

export const stateOfOwner = (owner: string, view: View = here): OwnerState => {
	const [host, pidText, boot, namespace, start] = owner.split(':');
	const pid = Number(pidText);
	if (!(pid > 0)) return 'unseen';
	// `host:pid` is what netlock wrote before it wrote the rest.
	const seen =
		boot === undefined ? host === view.host : boot === view.boot && namespace !== '' && namespace === view.namespace;
	if (!seen) return 'unseen';
	if (!view.isAlive(pid)) return 'gone';
	const now = view.startOf(pid);
	// Another process has the pid now. Where a start cannot be read, the pid decides.
	return start && now && start !== now ? 'gone' : 'alive';
};
